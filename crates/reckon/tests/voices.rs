//! Copies of one story are one voice; two stories of one event are two. The texts are of our own writing.

use contingent_reckon::{COPY, Sketch, Voiced, group};
use jiff::civil::date;

const STORY: &str = "The first ninety officers of the Calder Islands mission landed at Port Amity before dawn on Tuesday, \
three weeks later than the government had said. They were met on the runway by the interior minister, who thanked their families \
and asked the crowd to go home. A lorry with their luggage broke down on the coast road and blocked traffic until noon.\n\n\
Colonel Ines Marbot, who commands the force, said the officers would spend a fortnight in the old customs house and would not go \
into the northern quarters before their radios had come. \"We have four hundred promised and ninety here, and I will not send anybody \
where I cannot hear him,\" she told reporters at the harbour.\n\n\
Gangs hold the two roads that lead north and have burnt a bridge on each of them since the rains. Shopkeepers in the market said \
they had waited for this day since the council asked for help in March, but some had already paid the men at the barriers for another \
month. The next flight is planned for the end of May, when sixty officers from Orland are to follow with the vehicles.";

const RIVAL: &str = "Ninety foreign police stepped off a chartered plane in Port Amity early Tuesday, the beginning of a deployment that \
residents of the capital have been promised for most of this year. By breakfast time a small crowd had gathered outside the harbour gate, \
some with flags and some with petitions about houses that were lost to fire.\n\n\
The commander said she would keep her people in barracks for two weeks. \"We have four hundred promised and ninety here, and I will not \
send anybody where I cannot hear him,\" she told reporters at the harbour.\n\n\
The opposition called the arrival theatre. Its leader pointed out that both highways out of town remain shut and that the money for fuel \
runs out in June unless donors who met in Geneva keep their word. Doctors at the general hospital counted eleven people with gunshot wounds \
over the weekend, fewer than in the week before.";

const OTHER: &str = "Fishing boats will stay in harbour this week after the weather office warned of a second storm from the south-west. \
The cooperative has asked the bank for more time on its loans, since the season is short and the price of ice has doubled since winter. \
Its chairwoman said nobody wanted charity, only a little patience, and that the fleet would sail again as soon as the swell had gone down. \
The bank answered that it would decide on each boat by itself and asked the owners to bring their books to the branch on Friday.";

fn share(a: &str, b: &str) -> f64 {
    Sketch::of("", a).containment(&Sketch::of("", b))
}

fn copies() -> Vec<(&'static str, String)> {
    let paragraphs: Vec<&str> = STORY.split("\n\n").collect();
    let words: Vec<&str> = STORY.split(' ').collect();
    let swapped: Vec<&str> = (words.iter())
        .map(|w| match *w {
            "officers" => "policemen",
            "landed" => "arrived",
            "lorry" => "truck",
            "families" => "relatives",
            "roads" => "highways",
            "burnt" => "torched",
            "help" => "assistance",
            "waited" => "hoped",
            "fortnight" => "two-week spell",
            "planned" => "due",
            other => other,
        })
        .collect();
    vec![
        ("cut in half", words[..words.len() / 2].join(" ")),
        ("the second half", words[words.len() / 2..].join(" ")),
        (
            "paragraphs in another order",
            [paragraphs[2], paragraphs[0], paragraphs[1]].join("\n\n"),
        ),
        ("other words here and there", swapped.join(" ")),
        ("two stories in one", format!("{STORY}\n\n{OTHER}")),
        (
            "with lines of its own around it",
            format!(
                "Sign up for our morning letter and never miss a story again. All rights reserved by the owner.\n\n{STORY}\n\n\
                Read also what our readers say about the islands, the weather and the price of fish, and tell us what you think of this page."
            ),
        ),
        (
            "numbers written otherwise",
            STORY
                .replace("ninety", "90")
                .replace("four hundred", "400")
                .replace("sixty", "60")
                .replace("three", "3")
                .replace("two", "2"),
        ),
        (
            "an extract in quotation marks",
            format!(
                "The agency wrote: \"{}\" We could not confirm this.",
                paragraphs[2]
            ),
        ),
    ]
}

#[test]
fn eight_kinds_of_copy_are_found() {
    for (kind, copy) in copies() {
        assert!(
            share(STORY, &copy) >= COPY,
            "{kind}: {:.2}",
            share(STORY, &copy)
        );
    }
}

#[test]
fn a_changed_headline_changes_nothing() {
    let (a, b) = (
        Sketch::of("Ninety land in Port Amity", STORY),
        Sketch::of(
            "At last, help arrives for the tired people of the north",
            STORY,
        ),
    );
    assert!(a.containment(&b) > 0.95);
}

#[test]
fn rivals_stay_apart_even_with_a_quotation_in_common() {
    assert!(share(STORY, RIVAL) < 0.05, "{:.2}", share(STORY, RIVAL));
    // A quotation that is a third of both.
    let speech = "\"We came because we were asked, and we shall stay as long as those who asked us want us to stay, but no longer than that, \
        and whoever says that we have come to rule should look at how few we are and how little we own in this country, which is a customs house and \
        ninety pairs of boots, and I have told my officers that they are guests, that a guest knocks before he enters, and that he leaves a house as he found it.\"";
    let (a, b) = (format!("{OTHER} {speech}"), format!("{RIVAL} {speech}"));
    assert!(share(&a, &b) < 0.05, "{:.2}", share(&a, &b));
}

#[test]
fn all_copies_follow_the_first_and_the_rival_does_not() {
    let mut texts = vec![STORY.to_owned(), RIVAL.to_owned(), OTHER.to_owned()];
    texts.extend(copies().into_iter().map(|(_, text)| text));
    let sketches: Vec<Sketch> = texts.iter().map(|t| Sketch::of("", t)).collect();
    let ids: Vec<String> = (0..texts.len()).map(|n| format!("d{n:02}")).collect();
    let documents: Vec<Voiced<'_>> = (0..texts.len())
        .map(|n| Voiced {
            id: &ids[n],
            known: date(2024, 5, 1),
            sketch: &sketches[n],
        })
        .collect();
    let voices = group(&documents);
    assert_eq!(voices[..3], [0, 1, 2]);
    assert!(voices[3..].iter().all(|v| *v == 0), "{voices:?}");
    // The other way round the same groups come out.
    let backwards: Vec<Voiced<'_>> = documents.iter().rev().copied().collect();
    let last = texts.len() - 1;
    let turned: Vec<usize> = group(&backwards)
        .into_iter()
        .rev()
        .map(|v| last - v)
        .collect();
    assert_eq!(turned, voices);
}

#[test]
fn a_sketch_is_kept_in_bytes() {
    let sketch = Sketch::of("A title of five words", STORY);
    assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch));
    for wrong in [&[][..], &[2], &[0, 1, 2]] {
        assert_eq!(Sketch::from_bytes(wrong), None);
    }
}

/// Not all pairs are compared: this takes a second or two when they are not, and an hour when they are.
#[test]
fn many_documents_are_grouped_quickly() {
    let texts: Vec<String> = (0..20_000u64)
        .map(|n| {
            let story = n / 2;
            (0..60)
                .map(|w| format!("w{} ", (story * 7919 + w * w * 104_729) % 50_021))
                .collect()
        })
        .collect();
    let sketches: Vec<Sketch> = texts.iter().map(|t| Sketch::of("", t)).collect();
    let ids: Vec<String> = (0..texts.len()).map(|n| format!("{n:06}")).collect();
    let documents: Vec<Voiced<'_>> = (0..texts.len())
        .map(|n| Voiced {
            id: &ids[n],
            known: date(2024, 5, 1),
            sketch: &sketches[n],
        })
        .collect();
    let voices = group(&documents);
    assert!(voices.iter().enumerate().all(|(n, v)| *v == n / 2 * 2));
}

/// A report of some 700 words of its own, in sentences of one kind: rivals of one event use the same words.
fn long_report(number: usize) -> Vec<String> {
    const WHO: [&str; 7] = [
        "the colonel",
        "a nurse",
        "the mayor",
        "two traders",
        "a pilot",
        "the bishop",
        "her brother",
    ];
    const DID: [&str; 9] = [
        "saw",
        "counted",
        "lost",
        "promised",
        "carried",
        "hid",
        "sold",
        "asked for",
        "wrote down",
    ];
    const WHAT: [&str; 8] = [
        "boats", "radios", "lamps", "goats", "tents", "letters", "barrels", "keys",
    ];
    let chance = |n: usize, of: usize| {
        let mixed = ((number * 1_000 + n) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 33) as usize % of
    };
    let sentence = |n: usize| {
        let pick = |at: usize, list: &[&str]| list[chance(n * 8 + at, list.len())].to_owned();
        let number = |at: usize| chance(n * 8 + at + 4_000, 900) + 100;
        format!(
            "{} {} {} {} at post {}, then {} {} {} {} there.",
            pick(0, &WHO),
            pick(1, &DID),
            number(2),
            pick(3, &WHAT),
            number(4),
            pick(5, &WHO),
            pick(6, &DID),
            number(6),
            pick(7, &WHAT)
        )
    };
    (0..55).map(sentence).collect()
}

#[test]
fn halves_of_long_reports_follow_them_and_long_rivals_stay_apart() {
    const REPORTS: usize = 40;
    let mut texts: Vec<String> = Vec::new();
    for number in 0..REPORTS {
        texts.push(long_report(number).join(" "));
    }
    let mut source: Vec<usize> = (0..REPORTS).collect();
    for number in 0..REPORTS {
        let all = long_report(number);
        let every_second: Vec<String> = all.chunks(4).step_by(2).flatten().cloned().collect();
        let added = [
            long_report(number + 1_000)[..20].join(" "),
            all[20..40].join(" "),
        ]
        .join(" ");
        for copy in [
            all[..27].join(" "),
            all[27..].join(" "),
            every_second.join(" "),
            added,
        ] {
            texts.push(copy);
            source.push(number);
        }
    }
    let sketches: Vec<Sketch> = texts.iter().map(|t| Sketch::of("", t)).collect();
    for (n, sketch) in sketches.iter().enumerate() {
        for (m, other) in sketches.iter().enumerate().take(REPORTS) {
            let share = sketch.containment(other);
            assert_eq!(share >= COPY, source[n] == m, "{n} in {m}: {share:.2}");
        }
    }
    let ids: Vec<String> = (0..texts.len()).map(|n| format!("d{n:04}")).collect();
    let documents: Vec<Voiced<'_>> = (0..texts.len())
        .map(|n| Voiced {
            id: &ids[n],
            known: date(2024, 5, 1),
            sketch: &sketches[n],
        })
        .collect();
    assert_eq!(group(&documents), source);
}
