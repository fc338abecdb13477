//! What the printer writes, the parser reads back the same; and no text makes the parser panic.

use contingent_pattern::{
    Argument, Assignment, Condition, Direction, Example, Expression, File, Item, Mode, Rule, Step,
    Test, Way, Word, parse,
};
use proptest::prelude::*;

fn word() -> impl Strategy<Value = Word> {
    // Names that are no keyword; values may be anything that fits a line.
    "x[a-z]{1,4}(-[a-z]{1,3})?".prop_map(|text| Word {
        text: text.into(),
        at: (0, 0),
    })
}

fn value() -> impl Strategy<Value = Word> {
    prop_oneof![
        word(),
        "[ -~é“]{0,12}".prop_map(|text| Word {
            text: text.into(),
            at: (0, 0)
        })
    ]
}

fn direction() -> impl Strategy<Value = Direction> {
    use Direction as D;
    prop::sample::select(vec![
        D::Down,
        D::Up,
        D::Below,
        D::Above,
        D::Next,
        D::Previous,
        D::After,
        D::Before,
        D::Along,
    ])
}

fn step(test: impl Strategy<Value = Test> + Clone + 'static) -> impl Strategy<Value = Step> {
    (
        direction(),
        prop::collection::vec(value(), 0..3),
        prop::option::of(test),
    )
        .prop_map(|(direction, relations, test)| {
            let named = matches!(direction, Direction::Down | Direction::Up);
            Step {
                direction,
                relations: if named { relations } else { Vec::new() },
                test,
            }
        })
}

fn test() -> impl Strategy<Value = Test> + Clone {
    let leaf = prop_oneof![
        word().prop_map(Test::Label),
        word().prop_map(Test::List),
        word().prop_map(Test::Named),
        "[A-Z]{1,5}".prop_map(|text| Test::Upos(Word {
            text: text.into(),
            at: (0, 0)
        })),
        prop::collection::vec(value(), 1..3).prop_map(Test::Lemma),
        prop::collection::vec(value(), 1..3).prop_map(Test::Rel),
    ]
    .boxed();
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Test::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Test::Or),
            inner.clone().prop_map(|t| Test::Not(Box::new(t))),
            prop::collection::vec(step(inner), 1..3).prop_map(Test::Has),
        ]
        .boxed()
    })
    .boxed()
}

fn way() -> impl Strategy<Value = Way> {
    prop_oneof![
        (word(), word()).prop_map(|(shared, from)| Way {
            shared: Some(shared),
            from,
            test: None,
            steps: Vec::new()
        }),
        (
            word(),
            prop::option::of(test()),
            prop::collection::vec(step(test()), 0..3)
        )
            .prop_map(|(from, test, steps)| Way {
                shared: None,
                from,
                test,
                steps
            }),
    ]
}

fn expression() -> impl Strategy<Value = Expression> {
    prop_oneof![
        value().prop_map(Expression::Word),
        (word(), word()).prop_map(|(f, a)| Expression::Call(f, a))
    ]
}

fn assignment() -> impl Strategy<Value = Assignment> {
    (word(), prop::collection::vec(expression(), 1..3))
        .prop_map(|(field, values)| Assignment { field, values })
}

fn condition() -> impl Strategy<Value = Condition> {
    (any::<bool>(), prop::collection::vec(way(), 1..3))
        .prop_map(|(wanted, ways)| Condition { wanted, ways })
}

fn rule() -> impl Strategy<Value = Rule> {
    let mode = prop::sample::select(vec![Mode::Need, Mode::Optional, Mode::Each, Mode::All]);
    let argument = (word(), mode, prop::collection::vec(way(), 1..3))
        .prop_map(|(name, mode, ways)| Argument { name, mode, ways });
    let example = (value(), prop::collection::vec((word(), value()), 0..3))
        .prop_map(|(sentence, fields)| Example { sentence, fields });
    let when = (
        prop::collection::vec(condition(), 1..3),
        prop::collection::vec(assignment(), 1..3),
    );
    (
        (word(), word(), -9..9i32, (word(), test())),
        prop::collection::vec(argument, 0..3),
        prop::collection::vec(condition(), 0..2),
        prop::collection::vec(assignment(), 0..3),
        prop::collection::vec(when, 0..2),
        prop::option::of(word()),
        prop::collection::vec(example, 0..2),
        prop::collection::vec(value(), 0..2),
    )
        .prop_map(
            |(
                (name, claim, priority, trigger),
                arguments,
                conditions,
                sets,
                whens,
                key,
                reads,
                leaves,
            )| Rule {
                name,
                claim,
                priority,
                trigger,
                arguments,
                conditions,
                sets,
                whens,
                key,
                reads,
                leaves,
            },
        )
}

fn file() -> impl Strategy<Value = File> {
    let words = || prop::collection::vec(value(), 1..4);
    let item = prop_oneof![
        (word(), words()).prop_map(|(n, w)| Item::List(n, w)),
        (word(), words()).prop_map(|(n, w)| Item::Standing(n, w)),
        (word(), test()).prop_map(|(n, t)| Item::Let(n, t)),
        (word(), word(), prop::collection::vec(way(), 1..3))
            .prop_map(|(n, f, w)| Item::Ways(n, f, w)),
        prop::collection::vec((word(), value()), 1..3).prop_map(Item::Given),
        rule().prop_map(|r| Item::Rule(Box::new(r))),
    ];
    prop::collection::vec(item, 0..4).prop_map(|items| File { items })
}

proptest! {
    #[test]
    fn a_printed_file_reads_back_the_same(file in file()) {
        let printed = file.to_string();
        // Conditions print in the order of wanted and unwanted lines as they stand, so nothing is lost.
        match parse("file", &printed) {
            Ok(again) => prop_assert_eq!(again.to_string(), printed),
            Err(error) => return Err(TestCaseError::fail(format!("{error}\n{printed}"))),
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "(rule |at |\\{|\\}|>|\\(|\\)|\\$|@|!|[a-z:\" é\n,;|/.=-]){0,80}") {
        if let Err(error) = parse("file", &text) {
            prop_assert!(error.to_string().contains('^'));
        }
    }
}
