//! Bands for flows of money from body to body: a band's thickness is its amount, all on one scale.
//! Bands are stretched with the page; names and amounts stand above their nodes and are not.

use super::bars::wrap;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// A flow.
pub struct Flow<'a> {
    /// From whom.
    pub from: &'a str,
    /// To whom.
    pub to: &'a str,
    /// How much; only flows above zero are drawn.
    pub amount: i128,
}

/// Height of the fullest layer's nodes, in tenths of a px.
const ROOM: i128 = 2_400;
/// Width of a node, in thousandths of the drawing.
const NODE: i128 = 14;
/// Columns of a line of a name; a Han character takes two.
const LINE: usize = 14;
/// Height of a line of text, in tenths of a px.
const TEXT: i128 = 180;

/// A node with its place.
struct Node {
    layer: usize,
    value: i128,
    lines: Vec<String>,
    y: i128,
    height: i128,
}

/// A drawing, and how many flows are not in it: those that go in a circle or are not above zero.
pub struct Drawing {
    /// The SVG.
    pub markup: Markup,
    /// Its height in px.
    pub height: i128,
    /// Flows not drawn.
    pub left_out: usize,
}

/// The drawing of these flows, called by the text of the element `title_id`; `shown` writes an
/// amount. Flows are taken in the order given: one that would close a circle is left out.
pub fn sankey(flows: &[Flow<'_>], title_id: &str, shown: &dyn Fn(i128) -> String) -> Drawing {
    let mut kept: Vec<&Flow<'_>> = Vec::new();
    for flow in flows {
        if flow.amount > 0 && !reaches(&kept, flow.to, flow.from) {
            kept.push(flow);
        }
    }
    let left_out = flows.len() - kept.len();
    let (mut nodes, layers) = placed(&kept);
    let scale = |amount: i128, most: i128| amount * ROOM / most.max(1);
    let most = (0..layers)
        .map(|l| {
            nodes
                .values()
                .filter(|n| n.layer == l)
                .map(|n| n.value)
                .sum()
        })
        .max()
        .unwrap_or(1);
    let mut height = 0;
    for layer in 0..layers {
        let mut order: Vec<(i128, i128, &str)> = Vec::new();
        for (name, node) in nodes.iter().filter(|(_, n)| n.layer == layer) {
            // Below the bands that come in; the largest first where nothing comes in.
            let sources = kept.iter().filter(|f| f.to == *name);
            let (sum, n) = sources
                .map(|f| nodes[f.from].y)
                .fold((0, 0), |(s, n), y| (s + y, n + 1));
            order.push((sum / i128::max(n, 1), -node.value, name));
        }
        order.sort_unstable();
        let mut y = 0;
        for (_, _, name) in order {
            if let Some(node) = nodes.get_mut(name) {
                node.y = y + TEXT * (node.lines.len() as i128 + 1) + 40;
                node.height = scale(node.value, most).max(15);
                y = node.y + node.height + 120;
            }
        }
        height = height.max(y);
    }
    let x = |layer: usize| layer as i128 * (1_000 - NODE) / (layers.max(2) as i128 - 1);
    let bands = bands(&kept, &nodes, &|layer| x(layer), &|amount| {
        scale(amount, most)
    });
    let whole = height / 10;
    let markup = html! {
        svg class={ "flows layers-" (layers.min(6)) } role="img" aria-labelledby=(title_id) height=(whole) {
            svg width="100%" height=(whole) viewBox={ "0 0 1000 " (whole * 10) } preserveAspectRatio="none" {
                @for band in &bands { path class="band" d=(band) {} }
                @for n in nodes.values() {
                    rect class="bar" x=(x(n.layer)) y=(n.y) width=(NODE) height=(n.height) {}
                }
            }
            @for n in nodes.values() {
                @let (at, anchor) = if n.layer == 0 { ("0".to_string(), "start") }
                    else if n.layer + 1 == layers { ("100%".to_string(), "end") }
                    else { (format!("{}.{}%", (x(n.layer) + NODE / 2) / 10, (x(n.layer) + NODE / 2) % 10), "middle") };
                @let first = n.y / 10 - 18 * n.lines.len() as i128 - 6;
                @for (i, line) in n.lines.iter().enumerate() {
                    text class="halo" x=(at) y=(first + 18 * i as i128) text-anchor=(anchor) { (line) }
                }
                text class="halo soft" x=(at) y=(n.y / 10 - 6) text-anchor=(anchor) { (shown(n.value)) }
            }
        }
    };
    Drawing {
        markup,
        height: whole,
        left_out,
    }
}

/// Whether flows lead from one body to the other.
fn reaches(flows: &[&Flow<'_>], from: &str, to: &str) -> bool {
    let (mut open, mut seen) = (vec![from], BTreeSet::new());
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            open.extend(flows.iter().filter(|f| f.from == at).map(|f| f.to));
        }
    }
    false
}

/// The bodies with their layers, and how many layers there are. No circle is among the flows.
fn placed<'a>(flows: &[&Flow<'a>]) -> (BTreeMap<&'a str, Node>, usize) {
    let mut layers: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..=flows.len() {
        for f in flows {
            let from = *layers.entry(f.from).or_default();
            let to = layers.entry(f.to).or_default();
            *to = (*to).max(from + 1);
        }
    }
    let value = |name: &str| {
        let of = |name_of: fn(&Flow<'a>) -> &'a str| -> i128 {
            let at = flows.iter().filter(|f| name_of(f) == name);
            at.map(|f| f.amount).sum()
        };
        of(|f| f.from).max(of(|f| f.to))
    };
    let node = |(name, layer): (&'a str, usize)| {
        let mut lines = wrap(name, LINE);
        if lines.len() > 2 {
            lines.truncate(2);
            lines[1].push('…');
        }
        let (value, y, height) = (value(name), 0, 0);
        let node = Node {
            layer,
            value,
            lines,
            y,
            height,
        };
        (name, node)
    };
    let count = layers.values().max().map_or(0, |l| l + 1);
    (layers.into_iter().map(node).collect(), count)
}

/// The outlines of the bands.
fn bands(
    flows: &[&Flow<'_>],
    nodes: &BTreeMap<&str, Node>,
    x: &dyn Fn(usize) -> i128,
    scale: &dyn Fn(i128) -> i128,
) -> Vec<String> {
    // At each node the bands lie in the order of their other ends, so that few cross.
    let mut order: Vec<&&Flow<'_>> = flows.iter().collect();
    let mut start: BTreeMap<(&str, &str), i128> = BTreeMap::new();
    let mut used: BTreeMap<&str, i128> = BTreeMap::new();
    order.sort_by_key(|f| (nodes[f.to].y, f.to, nodes[f.from].y));
    for f in &order {
        let sum = used.entry(f.from).or_default();
        start.insert((f.from, f.to), *sum);
        *sum += f.amount;
    }
    used.clear();
    order.sort_by_key(|f| (nodes[f.from].y, f.from, nodes[f.to].y));
    let mut outlines = Vec::new();
    for f in order {
        let (a, b) = (&nodes[f.from], &nodes[f.to]);
        let end = used.entry(f.to).or_default();
        let (out, into) = (start[&(f.from, f.to)], *end);
        *end += f.amount;
        let (x0, x1) = (x(a.layer) + NODE, x(b.layer));
        let (y0, y1) = (a.y + scale(out), b.y + scale(into));
        let h = scale(f.amount).max(5);
        let middle = i128::midpoint(x0, x1);
        outlines.push(format!(
            "M{x0} {y0}C{middle} {y0} {middle} {y1} {x1} {y1}V{}C{middle} {} {middle} {} {x0} {}Z",
            y1 + h,
            y1 + h,
            y0 + h,
            y0 + h
        ));
    }
    outlines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn flow<'a>(from: &'a str, to: &'a str, amount: i128) -> Flow<'a> {
        Flow { from, to, amount }
    }

    #[test]
    fn circles_are_left_out_and_counted() {
        let flows = [flow("a", "b", 30), flow("b", "c", 20), flow("c", "a", 10)];
        let drawing = sankey(&flows, "t", &|n| n.to_string());
        assert_eq!(drawing.left_out, 1);
        let svg = drawing.markup.into_string();
        assert!(svg.contains("layers-3"), "{svg}");
        assert_eq!(svg.matches("class=\"band\"").count(), 2);
        // The fullest layer takes all of the room, the others their part of it.
        assert!(svg.contains("height=\"2400\"") && svg.contains("height=\"1600\""));
        let to_itself = sankey(&[flow("a", "a", 1), flow("a", "b", 0)], "t", &|n| {
            n.to_string()
        });
        assert_eq!(to_itself.left_out, 2);
    }

    proptest! {
        #[test]
        fn every_flow_is_drawn_or_counted(pairs in prop::collection::btree_set((0usize..8, 0usize..8), 0..20)) {
            let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
            let flows: Vec<Flow<'_>> = pairs.iter().map(|(a, b)| flow(names[*a], names[*b], 1_000)).collect();
            let drawing = sankey(&flows, "t", &|n| n.to_string());
            let svg = drawing.markup.into_string();
            prop_assert_eq!(svg.matches("class=\"band\"").count() + drawing.left_out, flows.len());
        }
    }
}
