//! Forms as pages show them: each field with its label, hint and error; what was typed stays when
//! something is missing. One page may hold several forms, each for one act.

use crate::fields::Fields;
use crate::texts::Tongue;
use maud::{Markup, html};

/// A field that is missing or wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its name.
    pub field: String,
    /// What to do about it.
    pub message: String,
}

/// What was sent to a page, and what was wrong with it.
pub struct Sent<'a> {
    /// The language of the page.
    pub tongue: Tongue,
    /// The values.
    pub fields: &'a Fields,
    /// Empty when the page is only shown.
    pub faults: &'a [Fault],
}

impl<'a> Sent<'a> {
    /// The summary of errors, which comes before everything else on a page.
    #[must_use]
    pub fn summary(&self) -> Markup {
        let act = self.fields.get("act");
        html! {
            @if !self.faults.is_empty() {
                section.faults role="alert" aria-labelledby="faults" {
                    h2 #faults { (self.tongue.t("form-faults")) }
                    ul { @for fault in self.faults {
                        li { a href=(format!("#{}", id(act, &fault.field))) { (fault.message) } }
                    } }
                }
            }
        }
    }

    /// The form for this act.
    #[must_use]
    pub fn act(&self, act: &'a str) -> Form<'a> {
        let mine = self.fields.get("act") == act;
        Form {
            tongue: self.tongue,
            act,
            fields: mine.then_some(self.fields),
            faults: if mine { self.faults } else { &[] },
        }
    }
}

/// One form of a page.
pub struct Form<'a> {
    tongue: Tongue,
    act: &'a str,
    fields: Option<&'a Fields>,
    faults: &'a [Fault],
}

fn id(act: &str, field: &str) -> String {
    format!("{act}-{field}").replace(['_', '.'], "-")
}

/// Where the form for an act stands on its page.
#[must_use]
pub fn form_id(act: &str) -> String {
    id("form", act)
}

impl Form<'_> {
    /// The form around its fields; `files` where it takes any.
    #[must_use]
    pub fn whole(&self, files: bool, fields: &Markup, button: &str) -> Markup {
        let kind = if files {
            "multipart/form-data"
        } else {
            "application/x-www-form-urlencoded"
        };
        html! {
            form id=(form_id(self.act)) method="post" enctype=(kind) {
                input type="hidden" name="act" value=(self.act);
                (fields)
                p { button type="submit" { (button) } }
            }
        }
    }

    /// A value that goes with the form unseen: what the page was about when it was shown.
    #[must_use]
    pub fn hidden(&self, name: &str, value: &str) -> Markup {
        html! { input type="hidden" name=(name) value=(value); }
    }

    fn value<'b>(&'b self, name: &str, first: &'b str) -> &'b str {
        self.fields.map_or(first, |f| f.get(name))
    }

    fn fault(&self, name: &str) -> Option<&str> {
        let found = self.faults.iter().find(|f| f.field == name);
        found.map(|f| f.message.as_str())
    }

    /// Label, hint and error around a field, which is made from its id and what describes it.
    fn around(
        &self,
        name: &str,
        label: &str,
        hint: &str,
        field: impl FnOnce(&str, Option<String>, bool) -> Markup,
    ) -> Markup {
        let id = id(self.act, name);
        let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
        let fault = self.fault(name);
        let mut by = Vec::new();
        if !hint.is_empty() {
            by.push(hint_id.as_str());
        }
        if fault.is_some() {
            by.push(&fault_id);
        }
        let by = (!by.is_empty()).then(|| by.join(" "));
        html! {
            div.field.wrong[fault.is_some()] {
                label for=(id) { (label) }
                @if !hint.is_empty() { p.hint id=(hint_id) { (hint) } }
                @if let Some(fault) = fault {
                    p.fault id=(fault_id) { span.hidden { (self.tongue.t("form-fault")) } (fault) }
                }
                (field(&id, by, fault.is_some()))
            }
        }
    }

    /// One line.
    #[must_use]
    pub fn text(&self, name: &str, label: &str, hint: &str, first: &str) -> Markup {
        self.around(name, label, hint, |id, by, wrong| {
            html! {
                input type="text" id=(id) name=(name) value=(self.value(name, first))
                    aria-describedby=[by] aria-invalid=[wrong.then_some("true")];
            }
        })
    }

    /// An amount in yuan (the engagement's currency), as text.
    #[must_use]
    pub fn money(&self, name: &str, label: &str, hint: &str, first: &str) -> Markup {
        self.around(name, label, hint, |id, by, wrong| {
            html! {
                input.n type="text" inputmode="decimal" id=(id) name=(name)
                    value=(self.value(name, first)) aria-describedby=[by]
                    aria-invalid=[wrong.then_some("true")];
            }
        })
    }

    /// A day.
    #[must_use]
    pub fn day(&self, name: &str, label: &str, first: &str) -> Markup {
        self.around(name, label, "", |id, by, wrong| {
            html! {
                input type="date" id=(id) name=(name) value=(self.value(name, first))
                    aria-describedby=[by] aria-invalid=[wrong.then_some("true")];
            }
        })
    }

    /// A secret: never filled in again.
    #[must_use]
    pub fn secret(&self, name: &str, label: &str, hint: &str, complete: &str) -> Markup {
        self.around(name, label, hint, |id, by, wrong| {
            html! {
                input type="password" id=(id) name=(name) autocomplete=(complete)
                    aria-describedby=[by] aria-invalid=[wrong.then_some("true")];
            }
        })
    }

    /// Several lines.
    #[must_use]
    pub fn area(&self, name: &str, label: &str, hint: &str, first: &str) -> Markup {
        self.around(name, label, hint, |id, by, wrong| {
            html! {
                // A browser drops one line end after the tag; a text may begin with one.
                textarea id=(id) name=(name) rows="4" aria-describedby=[by]
                    aria-invalid=[wrong.then_some("true")] { "\n" (self.value(name, first)) }
            }
        })
    }

    /// One of several, by value and word; nothing chosen beforehand unless `first` says so.
    #[must_use]
    pub fn choice(
        &self,
        name: &str,
        label: &str,
        first: &str,
        options: &[(String, String)],
    ) -> Markup {
        self.choice_or(name, label, self.tongue.t("form-choose"), first, options)
    }

    /// One of several, or what `none` says.
    #[must_use]
    pub fn choice_or(
        &self,
        name: &str,
        label: &str,
        none: &str,
        first: &str,
        options: &[(String, String)],
    ) -> Markup {
        let chosen = self.value(name, first);
        self.around(name, label, "", |id, by, wrong| {
            html! {
                select id=(id) name=(name) aria-describedby=[by]
                    aria-invalid=[wrong.then_some("true")] {
                    option value="" { (none) }
                    @for (value, word) in options {
                        option value=(value) selected[value == chosen] { (word) }
                    }
                }
            }
        })
    }

    /// Yes or no.
    #[must_use]
    pub fn tick(&self, name: &str, label: &str, first: bool) -> Markup {
        let id = id(self.act, name);
        let on = self.fields.map_or(first, |f| f.get(name) == "yes");
        html! {
            div.field.tick {
                input type="checkbox" id=(id) name=(name) value="yes" checked[on];
                label for=(id) { (label) }
            }
        }
    }

    /// Any of several, by value and what stands beside it.
    #[must_use]
    pub fn ticks(&self, name: &str, legend: &str, options: &[(String, bool, Markup)]) -> Markup {
        let group = id(self.act, name);
        let fault = self.fault(name);
        html! {
            fieldset.wrong[fault.is_some()] id=(group) tabindex=[fault.map(|_| "-1")] {
                legend { (legend) }
                @if let Some(fault) = fault {
                    p.fault { span.hidden { (self.tongue.t("form-fault")) } (fault) }
                }
                @for (i, (value, first, label)) in options.iter().enumerate() {
                    @let each = format!("{group}-{i}");
                    @let on = self.fields.map_or(*first, |f| f.all(name).any(|v| v == value));
                    div.tick {
                        input type="checkbox" id=(each) name=(name) value=(value) checked[on];
                        label for=(each) { (label) }
                    }
                }
            }
        }
    }

    /// Files.
    #[must_use]
    pub fn file(&self, name: &str, label: &str, hint: &str, many: bool) -> Markup {
        self.around(name, label, hint, |id, by, wrong| {
            html! {
                input type="file" id=(id) name=(name) multiple[many] aria-describedby=[by]
                    aria-invalid=[wrong.then_some("true")];
            }
        })
    }
}
