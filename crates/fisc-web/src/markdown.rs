//! Descriptions of methods as markup. An engagement may bring methods of its own, so nothing but a
//! closed list of elements comes out: HTML in the text stays text, links and images become their
//! words.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The text as markup. Its first heading is left out, for the page has one; the others stand two
/// levels below it.
#[must_use]
pub fn render(text: &str) -> Markup {
    let mut out = String::new();
    let mut title = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        if let Event::Start(Tag::Heading {
            level: HeadingLevel::H1,
            ..
        }) = event
        {
            title = true;
        }
        if !title {
            push(&mut out, &event);
        }
        if let Event::End(TagEnd::Heading(HeadingLevel::H1)) = event {
            title = false;
        }
    }
    PreEscaped(out)
}

fn push(out: &mut String, event: &Event<'_>) {
    match event {
        Event::Start(tag) => out.push_str(start(tag)),
        Event::End(tag) => out.push_str(end(tag)),
        Event::Code(text) => out.push_str(&html! { code { (text) } }.into_string()),
        Event::Text(text)
        | Event::Html(text)
        | Event::InlineHtml(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text)
        | Event::FootnoteReference(text) => out.push_str(&html! { (text) }.into_string()),
        Event::SoftBreak => out.push(' '),
        Event::HardBreak => out.push_str("<br>"),
        Event::Rule => out.push_str("<hr>"),
        Event::TaskListMarker(_) => {}
    }
}

fn start(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Paragraph => "<p>",
        Tag::Heading {
            level: HeadingLevel::H1 | HeadingLevel::H2,
            ..
        } => "<h3>",
        Tag::Heading { .. } => "<h4>",
        Tag::BlockQuote(_) => "<blockquote>",
        Tag::CodeBlock(_) => "<pre tabindex=\"0\"><code>",
        Tag::List(None) => "<ul>",
        Tag::List(Some(_)) => "<ol>",
        Tag::Item => "<li>",
        Tag::Table(_) => "<div class=\"scroll\" role=\"group\" tabindex=\"0\"><table>",
        Tag::TableHead => "<thead><tr>",
        Tag::TableRow => "<tr>",
        Tag::TableCell => "<td>",
        Tag::Emphasis => "<em>",
        Tag::Strong => "<strong>",
        _ => "",
    }
}

fn end(tag: &TagEnd) -> &'static str {
    match tag {
        TagEnd::Paragraph => "</p>",
        TagEnd::Heading(HeadingLevel::H1 | HeadingLevel::H2) => "</h3>",
        TagEnd::Heading(_) => "</h4>",
        TagEnd::BlockQuote(_) => "</blockquote>",
        TagEnd::CodeBlock => "</code></pre>",
        TagEnd::List(false) => "</ul>",
        TagEnd::List(true) => "</ol>",
        TagEnd::Item => "</li>",
        TagEnd::Table => "</table></div>",
        TagEnd::TableHead => "</tr></thead>",
        TagEnd::TableRow => "</tr>",
        TagEnd::TableCell => "</td>",
        TagEnd::Emphasis => "</em>",
        TagEnd::Strong => "</strong>",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_lists_are_markup_and_the_title_is_left_out() {
        let html = render("# A-1 · Title\n\n## What\nOne *two* `x<y`\n\n- a\n- b\n").into_string();
        assert_eq!(
            html,
            "<h3>What</h3><p>One <em>two</em> <code>x&lt;y</code></p><ul><li>a</li><li>b</li></ul>"
        );
    }

    #[test]
    fn nothing_of_the_text_becomes_an_element_of_its_own() {
        let hostile = "<script>alert(1)</script>\n\na <img src=x onerror=y> [b](javascript:z) ![c](http://d)\n\n<div\nonclick=e>\n";
        let html = render(hostile).into_string();
        for bad in ["<script", "<img", "<div", "<a", "href"] {
            assert!(!html.contains(bad), "{bad}: {html}");
        }
        assert!(
            html.contains("&lt;script&gt;") && html.contains("&lt;img"),
            "{html}"
        );
    }
}
