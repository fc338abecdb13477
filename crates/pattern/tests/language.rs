//! The rule language from outside: what it reads, what it prints back, what it says of mistakes, what it matches.

use contingent_pattern::{Expression, Program, Schema, parse};
use contingent_text::{Deprel, Part, Sentence, Span, Token, Upos, Xpos};

/// Knows two labels and one claim type with one field.
struct Toy;

impl Schema for Toy {
    fn labels(&self) -> &[&str] {
        &["country", "count"]
    }

    fn check(&self, claim: &str, field: &str, _: &Expression, _: bool) -> Result<(), String> {
        match (claim, field) {
            ("sending", "" | "who" | "n" | "state") => Ok(()),
            ("sending", other) => Err(format!("no field `{other}`")),
            (other, _) => Err(format!("no claim type `{other}`")),
        }
    }
}

const RULES: &str = r#"
# A comment.
ways origin x = x >mod {country} / x >prep:from
list sending = send, deploy, fly_out
standing planned = plan, intend
let crowd = {count | NOUN >nummod {NUM}}
given mission toy, published "2025-04-14"

rule toy.sent
  claim sending
  priority -2
  at v {VERB @sending !negated (xpos:VBD,VBN | planned)}
  each n = v >theme {$crowd}
  opt who = v >agent {country} / $origin(n) / n >mod {form: "Fiji's", Fijian}
  not v >advmod {lemma: yet}
  set who = who / host; n = text(n); state = sent
  when v {planned}, !n >amod {lemma: more} : state = planned
  key n
  reads "Fiji sent 64 constables." : who FJI, n "64 constables"
  leaves "Fiji may send 64 constables."
"#;

#[test]
fn a_file_prints_and_reads_back_the_same() {
    let file = parse("toy.rules", RULES).unwrap();
    let printed = file.to_string();
    assert_eq!(parse("toy.rules", &printed).unwrap(), file, "{printed}");
}

#[test]
fn mistakes_are_shown_with_line_column_and_caret() {
    let cases = [
        ("list a = \"open", "1:10", "has no end"),
        (
            "rule x\n  claim sending\n  at v {VERB\n",
            "4:1",
            "expected `}`",
        ),
        ("banana", "1:1", "begins no statement"),
        ("rule x\n at v {VERB}", "1:6", "has no `claim`"),
        (
            "rule x\n claim sending\n at v {coutry}\n reads \"a\"",
            "3:8",
            "no label `coutry`",
        ),
        (
            "rule x\n claim sending\n at v {VERB}\n set wo = v\n reads \"a\"",
            "4:6",
            "no field `wo`",
        ),
        (
            "rule x\n claim sending\n at v {VERB}\n arg n = w >obj\n reads \"a\"",
            "4:10",
            "nothing is called `w`",
        ),
        (
            "rule x\n claim sending\n at v {VERB}\n arg n = v >objj\n reads \"a\"",
            "4:13",
            "no relation `objj`",
        ),
        (
            "rule x\n claim sending\n at v {VERB}\n",
            "1:6",
            "no example",
        ),
        (
            "let a = {$b}\nlet b = {$a}\nrule x\n claim sending\n at v {$a}\n reads \"a\"",
            "1:11",
            "made of itself",
        ),
        (
            "rule x\n claim weather\n at v {VERB}\n reads \"a\"",
            "2:8",
            "no claim type",
        ),
        ("list ü = a ; b", "1:12", "begins no statement"),
    ];
    for (text, place, message) in cases {
        let errors = Program::compile([("toy.rules", text)], &Toy)
            .err()
            .unwrap_or_default();
        let shown = errors.first().map(ToString::to_string).unwrap_or_default();
        // A sign where a statement should begin is said in its own words.
        let expected = shown.contains(message)
            || message == "begins no statement" && shown.contains("expected a statement");
        assert!(
            shown.contains(&format!("toy.rules:{place}:")) && expected,
            "{text}\ngave\n{shown}"
        );
        assert!(shown.contains('^'));
    }
}

#[test]
fn passive_control_relative_clauses_and_lists_reach_the_same_arguments() {
    let program =
        Program::compile([("toy.rules", RULES)], &Toy).unwrap_or_else(|e| panic!("{}", e[0]));
    // form lemma UPOS XPOS head deprel; heads counted from 1, 0 for the root.
    let active = "Fiji Fiji PROPN NNP 2 nsubj
sent send VERB VBD 0 root
64 64 NUM CD 4 nummod
constables constable NOUN NNS 2 obj";
    let passive = "constables constable NOUN NNS 3 nsubj:pass
were be AUX VBD 3 aux:pass
sent send VERB VBN 0 root
by by ADP IN 5 case
Fiji Fiji PROPN NNP 3 obl:agent";
    let reduced = "constables constable NOUN NNS 5 nsubj
sent send VERB VBN 1 acl
by by ADP IN 4 case
Fiji Fiji PROPN NNP 2 obl:agent
landed land VERB VBD 0 root";
    let relative = "Fiji Fiji PROPN NNP 5 nsubj
which which PRON WDT 3 nsubj
sent send VERB VBD 1 acl:relcl
constables constable NOUN NNS 3 obj
left leave VERB VBD 0 root";
    let control = "Fiji Fiji PROPN NNP 2 nsubj
plans plan VERB VBZ 0 root
to to PART TO 4 mark
send send VERB VB 2 xcomp
constables constable NOUN NNS 4 obj";
    let negated = "Fiji Fiji PROPN NNP 4 nsubj
did do AUX VBD 4 aux
not not PART RB 4 advmod
send send VERB VBN 0 root
constables constable NOUN NNS 4 obj";
    for (name, tree, matches, state) in [
        ("active", active, 1, "sent"),
        ("passive", passive, 1, "sent"),
        ("reduced relative", reduced, 1, "sent"),
        ("relative clause", relative, 1, "sent"),
        ("control", control, 1, "planned"),
        ("negated", negated, 0, ""),
    ] {
        let (text, sentence) = sentence(tree);
        let labels: Vec<u128> = (sentence.tokens.iter())
            .map(|t| match t.form(&text) {
                "Fiji" => 1,
                "constables" => 2,
                _ => 0,
            })
            .collect();
        let graph = program.graph(&sentence, &text, &labels, &[]);
        let found = program.matches(&graph);
        assert_eq!(found.len(), matches, "{name}");
        let Some(found) = found.first() else {
            assert!(!program.misses(&graph).iter().any(|m| m.lacks.is_empty()));
            continue;
        };
        let word = |argument| {
            found
                .words(argument)
                .first()
                .map(|w| graph.form(usize::from(*w)))
        };
        assert_eq!(
            (word("n"), word("who")),
            (Some("constables"), Some("Fiji")),
            "{name}"
        );
        let set: Vec<String> = found.assignments().map(ToString::to_string).collect();
        assert!(set.contains(&format!("state = {state}")), "{name}: {set:?}");
        assert_eq!(found.path(&graph).len(), 3);
    }
}

/// Builds a sentence from lines of `form lemma UPOS XPOS head deprel`.
fn sentence(tree: &str) -> (String, Sentence) {
    let mut text = String::new();
    let mut tokens = Vec::new();
    for line in tree.lines() {
        let column: Vec<&str> = line.split_whitespace().collect();
        let start = text.len();
        text.push_str(column[0]);
        let head: u16 = column[4].parse().expect("a head");
        tokens.push(Token {
            span: Span::new(start, text.len()),
            lemma: column[1].into(),
            upos: column[2].parse::<Upos>().expect("a tag"),
            xpos: column[3].parse::<Xpos>().expect("a tag"),
            head: head.checked_sub(1),
            deprel: column[5].parse::<Deprel>().expect("a tag"),
        });
        text.push(' ');
    }
    let span = Span::new(0, text.len());
    (
        text,
        Sentence {
            part: Part::Body,
            span,
            paragraph: 0,
            tokens,
            names: Vec::new(),
        },
    )
}
