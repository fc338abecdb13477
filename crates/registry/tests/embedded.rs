//! The built-in files are right and large enough, and rows of a user's own are checked and laid over them.

use contingent_registry::{Entry, Registry, Role, words};
use jiff::civil::date;

#[test]
fn the_built_in_files_have_no_errors() {
    let nothing = std::iter::empty::<(&str, &str)>();
    if let Err(errors) = Registry::with_folder(nothing) {
        let list: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{} errors in registry/:\n{}", list.len(), list.join("\n"));
    }
}

#[test]
fn the_built_in_tables_are_large_enough() {
    let registry = Registry::embedded();
    let since_2015 = date(2015, 1, 1);
    let recent = registry.spells().iter().filter(|s| {
        s.period.start.is_some() && s.period.end.is_none_or(|end| end.last_day() >= since_2015)
    });
    let counts = [
        ("missions", registry.missions().len(), 130),
        ("countries", registry.countries().len(), 249),
        ("bodies", registry.bodies().len(), 100),
        ("armed groups", registry.groups().len(), 150),
        ("dated spells of office since 2015", recent.count(), 600),
        ("places", registry.place_count(), 40_000),
    ];
    for (what, count, least) in counts {
        println!("{count} {what}");
        assert!(count >= least, "{count} {what}, at least {least} wanted");
    }
}

#[test]
fn dated_questions_about_offices_are_answered() {
    let registry = Registry::embedded();
    let (mut right, mut all) = (0, 0);
    for row in include_str!("offices.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
    {
        let cells: Vec<&str> = row.split('\t').collect();
        let [role, body, day, answer] = cells.as_slice() else {
            panic!("four cells: {row}");
        };
        let role = match *role {
            "head-of-state" => Role::HeadOfState,
            "head-of-government" => Role::HeadOfGovernment,
            "foreign-minister" => Role::ForeignMinister,
            "defence-minister" => Role::DefenceMinister,
            "interior-minister" => Role::InteriorMinister,
            "police-chief" => Role::PoliceChief,
            "commander" => Role::Commander,
            "head" => Role::Head,
            other => panic!("no such role: {other}"),
        };
        let found: Vec<&str> = registry
            .holders(body, role, day.parse().unwrap())
            .filter_map(|s| registry.person(&s.person).map(|p| p.name.as_str()))
            .collect();
        let good = match found.as_slice() {
            [] => *answer == "?",
            [name] => name.ends_with(answer),
            _ => false,
        };
        all += 1;
        right += u32::from(good);
        if !good {
            println!("{row}: {found:?}");
        }
    }
    println!("{right} of {all} questions");
    assert!(all >= 60 && right == all, "{right} of {all}");
}

/// What is wrong with one file of the user's, as printed.
fn complaints(name: &str, text: &str) -> Vec<String> {
    match Registry::with_folder([(name, text)].into_iter()) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn wrong_rows_are_reported_with_file_line_and_what_to_do() {
    let mission = |hosts: &str, start: &str, end: &str, source: &str, aliases: &str| {
        let head = "id\tname\taliases\thosts\tun\tkind\tstart\tend\tsource\tas_of";
        format!(
            "# mine\n{head}\nmy-mission\tMy Own Mission\t{aliases}\t{hosts}\tno\tforce\t{start}\t{end}\t{source}\t2025\n"
        )
    };
    let good = mission("HTI", "2024-01", "2025", "a book", "");
    assert_eq!(complaints("missions-mine.tsv", &good), [""; 0]);
    let cases = [
        (
            mission("HTX", "2024", "", "a book", ""),
            "unknown country `HTX`",
        ),
        (
            mission("HTI", "2024-13", "", "a book", ""),
            "`2024-13` is no date",
        ),
        (
            mission("HTI", "2024-05", "2023", "a book", ""),
            "ends 2023, before it starts 2024-05",
        ),
        (mission("HTI", "2024", "", "", ""), "`source` is empty"),
        (
            mission("HTI", "2024", "", "a book", "MINUSTAH"),
            "name `MINUSTAH` already stands for `minustah`",
        ),
    ];
    for (text, wanted) in cases {
        let found = complaints("missions-mine.tsv", &text);
        let expected = format!("missions-mine.tsv:3: {wanted}");
        assert!(
            found.iter().any(|f| f.starts_with(&expected)),
            "{expected} not in {found:?}"
        );
    }
    let elsewhere = [
        ("my.tsv", "x\n", "my.tsv:1: file name says no kind"),
        ("groups.tsv", "", "groups.tsv:1: no line of column names"),
        (
            "groups.tsv",
            "id\tname\tcountries\tkind\tsource\tas_of\tcolour\n",
            "groups.tsv:1: unknown column `colour`",
        ),
        (
            "groups.tsv",
            "id\tname\tcountries\tkind\tsource\n",
            "groups.tsv:1: column `as_of` is missing",
        ),
        (
            "places.tsv",
            "name\tcountry\tkind\tlatitude\tlongitude\tsource\tas_of\nX\tHTI\tquarter\t99\t1\ts\t2025\n",
            "places.tsv:2: `99` in `latitude` is no number in range",
        ),
        (
            "offices.tsv",
            "role\ttitle\tbody\tperson\tsource\tas_of\nking\tKing\tHTI\tA B\ts\t2025\n",
            "offices.tsv:2: `king` in `role` is none of",
        ),
        (
            "offices.tsv",
            "role\ttitle\tbody\tperson\tsource\tas_of\nhead\tChief\tnobody\tA B\ts\t2025\n",
            "offices.tsv:2: `body` names `nobody`",
        ),
    ];
    for (name, text, wanted) in elsewhere {
        let found = complaints(name, text);
        assert!(
            found.iter().any(|f| f.starts_with(wanted)),
            "{wanted} not in {found:?}"
        );
    }
}

#[test]
fn rows_of_the_user_replace_and_add() {
    let missions = "id\tname\tacronym\thosts\tun\tkind\tsource\tas_of\n\
        gsf-haiti\tGang Force\tGSF\tHTI\tno\tforce\tmine\t2026\n\
        calder\tCalder Islands Mission\tCIM\tFJI\tno\tforce\tmine\t2026\n";
    let places = "name\tcountry\tkind\tlatitude\tlongitude\tsource\tas_of\nOrla\tFJI\tsettlement\t-18.1\t178.4\tmine\t2026\n";
    let files = [("mine/missions.tsv", missions), ("mine/places.tsv", places)];
    let registry = Registry::with_folder(files.into_iter()).unwrap_or_else(|e| panic!("{e:?}"));
    assert_eq!(
        registry.mission("gsf-haiti").map(|m| m.name.as_str()),
        Some("Gang Force")
    );
    let (length, found) = registry
        .longest(&words("CIM said"))
        .expect("the new acronym");
    assert_eq!((length, registry.id(found[0].entry)), (1, "calder"));
    assert!(matches!(found[0].entry, Entry::Mission(_)));
    assert_eq!(registry.places("Orla")[0].country, "FJI");
}

#[test]
fn nothing_a_user_writes_makes_it_panic() {
    for text in [
        "",
        "\t",
        "id",
        "id\tname\n\t\t\t\n",
        "é\t\u{0}\n\u{feff}",
        "id\tid\nx\tx\n",
    ] {
        for kind in [
            "missions",
            "countries",
            "bodies",
            "groups",
            "persons",
            "offices",
            "places",
        ] {
            let _ = complaints(&format!("{kind}.tsv"), text);
        }
    }
}
