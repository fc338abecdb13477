//! The colours and letters of the pictures, written once for pages and for files.

use crate::picture::Theme;

/// The XML namespace of SVG.
pub const SPACE: &str = "http://www.w3.org/2000/svg";

/// How many series have a colour and a shape of their own.
pub const SERIES: usize = 6;

/// Each colour by name: on light, on dark.
const COLOURS: &[(&str, &str, &str)] = &[
    ("ink", "#1b2127", "#e8ecef"),
    ("quiet", "#5a6570", "#a3adb6"),
    ("faint", "#aab3bb", "#66717b"),
    ("grid", "#e6e9ec", "#2d343b"),
    ("paper", "#ffffff", "#14181c"),
    ("sea", "#f3f6f8", "#1a2026"),
    ("land", "#e9ebe6", "#272d31"),
    ("host", "#fbfaf4", "#343b3c"),
    ("alert", "#b3261e", "#ff9c91"),
    ("s0", "#1f5fa8", "#82b4ee"),
    ("s1", "#b54a12", "#f2996d"),
    ("s2", "#2b7a4b", "#77c99f"),
    ("s3", "#77469c", "#c6a4e8"),
    ("s4", "#80650a", "#dcc05c"),
    ("s5", "#12737f", "#70d0dc"),
];

/// The rules, with `{name}` where a colour stands. Nothing hangs on them alone: series also differ by shape and label.
const RULES: &str = "\
.picture{font-family:Inter,system-ui,-apple-system,'Segoe UI','Helvetica Neue',Arial,sans-serif;font-size:12px}
.picture text{fill:{ink}}
.picture .headline{font-size:17px;font-weight:600}
.picture .strong{font-weight:600}
.picture .small{font-size:10.5px}
.picture .quiet{fill:{quiet}}
.picture .paper{fill:{paper}}
.picture .grid{stroke:{grid};stroke-width:1;fill:none}
.picture rect.base{fill:none}
.picture .base{stroke:{faint};stroke-width:1;fill:none}
.picture .lead{stroke:{faint};stroke-width:.75;fill:none}
.picture .reference{stroke:{quiet};stroke-width:1.25;stroke-dasharray:1 3;stroke-linecap:round;fill:none}
.picture .line{stroke:currentColor;stroke-width:1.75;fill:none;stroke-linejoin:round}
.picture .whole{color:{ink}}
.picture .line.whole{stroke-width:2.5}
.picture .others{color:{faint}}
.picture .line.others{stroke-width:1}
.picture .on{stroke-opacity:.45}
.picture .ahead{stroke-dasharray:5 4}
.picture .mark{fill:currentColor;stroke:{paper};stroke-width:1}
.picture .rough{fill:{paper};stroke:currentColor;stroke-width:1.5}
.picture .differs{fill:none;stroke:{alert};stroke-width:1.25}
.picture .halo{stroke:{paper};stroke-width:3;stroke-linejoin:round;paint-order:stroke}
.picture .bar{fill:currentColor}
.picture .pale{fill:currentColor;fill-opacity:.28}
.picture .edge{fill:none;stroke:currentColor;stroke-width:1.25}
.picture .sea{fill:{sea}}
.picture .land{fill:{land};stroke:{faint};stroke-width:.6}
.picture .host{fill:{host};stroke:{quiet};stroke-width:1}
.picture .cell{fill:{grid}}
.picture .s0{color:{s0}}
.picture .s1{color:{s1}}
.picture .s2{color:{s2}}
.picture .s3{color:{s3}}
.picture .s4{color:{s4}}
.picture .s5{color:{s5}}
.picture .ink{color:{ink}}
.picture .muted{color:{quiet}}
.picture a{cursor:pointer}
";

/// What a page needs to show pictures in it, once: light or dark as the reader prefers, or as `data-theme` on the root
/// element says (`light`, `dark`); always light in print.
#[must_use]
pub fn page_style() -> String {
    let of = |dark: bool| -> String {
        let one = |(name, light, on_dark): &(&str, &str, &str)| {
            format!("--view-{name}:{};", if dark { on_dark } else { light })
        };
        COLOURS.iter().map(one).collect()
    };
    let (light, dark) = (of(false), of(true));
    let rules = painted(|name, _, _| format!("var(--view-{name})"));
    format!(
        ":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n\
         :root[data-theme=dark]{{{dark}}}\n@media print{{:root{{{light}}}}}\n{rules}\
         .picture{{max-width:100%;height:auto}}\n\
         .picture a:hover .mark,.picture a:hover .rough,.picture a:hover .bar{{stroke:var(--view-ink);stroke-width:2}}\n\
         .picture a:focus-visible{{outline:2px solid var(--view-s0);outline-offset:2px}}\n"
    )
}

/// The style of a file of its own.
pub fn file_style(theme: Theme) -> String {
    let light = || painted(|_, light, _| light.to_owned());
    let dark = || painted(|_, _, dark| dark.to_owned());
    match theme {
        Theme::Light => light(),
        Theme::Dark => dark(),
        Theme::Auto => format!(
            "{0}@media (prefers-color-scheme:dark){{{1}}}@media print{{{0}}}",
            light(),
            dark()
        ),
    }
}

fn painted(paint: impl Fn(&str, &str, &str) -> String) -> String {
    (COLOURS.iter()).fold(RULES.to_owned(), |rules, (name, light, dark)| {
        rules.replace(&format!("{{{name}}}"), &paint(name, light, dark))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_of_the_rules_is_there() {
        for theme in [Theme::Light, Theme::Dark, Theme::Auto] {
            let style = file_style(theme);
            for (name, ..) in COLOURS {
                assert!(!style.contains(&format!("{{{name}}}")), "{name}");
            }
        }
        let colours = page_style().matches("var(--view-").count();
        assert!(colours > 20, "{colours}");
    }
}
