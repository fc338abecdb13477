//! Every address of the server, asked over a socket.

mod common;

use common::{MISSION, PASSWORD, Server};
use contingent_record::Place;
use contingent_text::Document;
use contingent_web::{Explain, Explained, Fault, Settings, listen};
use serde_json::json;
use std::net::{IpAddr, Ipv4Addr};

#[test]
fn every_page_is_shown_and_locked_up() {
    let server = Server::start(false);
    let mut browser = server.browser();
    let claim = server.claim(400.0);
    for (path, holds) in [
        ("/".to_owned(), "Missions"),
        (format!("/missions/{MISSION}"), "What changed"),
        (
            format!("/missions/{MISSION}?as_of=2024-06-25&known_on=2024-06-30"),
            "by what was known on 2024-06-30",
        ),
        (format!("/missions/{MISSION}?since=2024-06-25"), "Since"),
        (
            format!("/missions/{MISSION}/figure?of=strength%7CKEN%7Cpresent"),
            "Kenya, present",
        ),
        (
            format!("/missions/{MISSION}/figure?of=claims%7C{claim}"),
            "1 claim",
        ),
        ("/documents".to_owned(), "3 documents"),
        (
            format!("/documents?mission={MISSION}"),
            "the latest added first",
        ),
        ("/documents/1".to_owned(), "The one Post"),
        ("/documents/1/why".to_owned(), "&lt;step&gt;"),
        ("/review".to_owned(), "waiting"),
        (format!("/review?claim={claim}"), "Say who you are"),
        ("/compare".to_owned(), "Compare"),
        (
            format!("/compare?mission={MISSION}&from=2024-06-25&to=2024-07-02"),
            "What changed",
        ),
        ("/search".to_owned(), "Search"),
        ("/search?q=officers".to_owned(), "3 documents"),
        ("/search?q=officers&part=results".to_owned(), "3 documents"),
        (
            format!("/search?type=strength&mission={MISSION}"),
            "latest added first",
        ),
        (
            "/search?q=xyzzy".to_owned(),
            "No document has all of these words",
        ),
        ("/rules".to_owned(), "counter-examples"),
        (
            "/agreement".to_owned(),
            "No claim was judged by two people yet",
        ),
        ("/login".to_owned(), "Who are you?"),
        ("/api".to_owned(), "/api/v1/claims"),
    ] {
        let answer = browser.get(&path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        assert!(
            answer.body.contains(holds),
            "{path} lacks {holds}: {}",
            answer.body
        );
        assert!(
            !answer.body.contains("<script>alert") && !answer.body.contains("<b>one"),
            "{path}"
        );
        assert!(!answer.body.contains("href=\"javascript:"), "{path}");
        assert!(
            !answer.body.contains(" style=\"") && !answer.body.contains("<style"),
            "{path}: a style in the page"
        );
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    let moved = browser.get(&format!("/claims/{claim}"));
    assert_eq!(
        (moved.status, moved.header("location")),
        (303, &*format!("/documents/1#c-{claim}"))
    );
    for asset in ["/assets/style.css", "/assets/keys.js", "/assets/icon.svg"] {
        let answer = browser.get(asset);
        assert_eq!(answer.status, 200, "{asset}");
        let tag = answer.header("etag").to_owned();
        assert_eq!(
            browser.get_with(asset, &[("if-none-match", &tag)]).status,
            304,
            "{asset}"
        );
    }
}

#[test]
fn what_is_not_there_is_said_in_words() {
    let server = Server::start(false);
    let mut browser = server.browser();
    for (path, status) in [
        ("/nowhere", 404),
        ("/missions/nobody", 404),
        ("/missions/%00", 404),
        ("/missions/mss-haiti?as_of=yesterday", 400),
        ("/missions/mss-haiti/figure", 404),
        (
            "/missions/mss-haiti/figure?of=strength%7CXXX%7Cpresent",
            404,
        ),
        ("/documents/999", 404),
        ("/documents/one", 404),
        ("/documents/99999999999999999999999", 404),
        ("/documents?before=x", 400),
        ("/claims/zzzzzzzzzzzz", 404),
        ("/claims/%F0%9F%92%A9", 404),
        ("/review?claim=%27%22", 404),
        ("/compare?mission=nobody", 404),
        ("/accounts", 401),
    ] {
        let answer = browser.get(path);
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert!(
            answer.header("content-type").starts_with("text/html"),
            "{path}"
        );
    }
    for (method, path, headers, body, status) in [
        ("GET", "/api/v1/nowhere", &[][..], "", 404),
        ("DELETE", "/api/v1/claims", &[], "", 405),
        ("GET", "/api/v1/claims?limit=0", &[], "", 400),
        ("GET", "/api/v1/claims?limit=x", &[], "", 400),
        ("GET", "/api/v1/claims?sort=up", &[], "", 400),
        ("GET", "/api/v1/claims?colour=red", &[], "", 400),
        ("GET", "/api/v1/claims/none", &[], "", 404),
        ("GET", "/api/v1/missions/nobody", &[], "", 404),
        ("GET", "/api/v1/missions/mss-haiti/changes", &[], "", 400),
        ("GET", "/api/v1/documents/x", &[], "", 400),
        ("GET", "/api/v1/documents/77", &[], "", 404),
        (
            "POST",
            "/api/v1/judgements",
            &[("content-type", "application/json")],
            "{}",
            401,
        ),
    ] {
        let answer = browser.send(method, path, headers, body);
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.body);
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{method} {path}"
        );
        let problem = answer.json();
        assert_eq!(problem["status"], status);
        assert!(
            !problem["detail"].as_str().unwrap().is_empty(),
            "{method} {path}"
        );
        if status == 405 {
            assert!(
                answer.header("allow").contains("GET"),
                "{path}: {:?}",
                answer.headers
            );
        }
    }
}

#[test]
fn programs_get_what_people_get() {
    let server = Server::start(false);
    let mut browser = server.browser();
    let missions = browser.get("/api/v1/missions").json();
    assert_eq!(missions[0]["mission"], MISSION);
    let view = browser.get(&format!("/api/v1/missions/{MISSION}")).json();
    assert_eq!(view["documents"], 3);
    let series = browser
        .get(&format!(
            "/api/v1/missions/{MISSION}/series?topic=strength&party=KEN"
        ))
        .json();
    assert!(
        series
            .as_array()
            .unwrap()
            .iter()
            .all(|f| f["party"] == "KEN"),
        "{series}"
    );
    let changes = browser
        .get(&format!(
            "/api/v1/missions/{MISSION}/changes?since=2024-06-25"
        ))
        .json();
    assert!(!changes.as_array().unwrap().is_empty());
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let page = browser
            .get(&format!("/api/v1/claims?sort=added&limit=1{next}"))
            .json();
        seen.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|c| c["claim"]["count"]["value"].clone()),
        );
        match page["next"].as_i64() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(seen, [400.0, 380.0, 24.0]);
    let id = server.claim(24.0);
    let one = browser.get(&format!("/api/v1/claims/{id}"));
    assert_eq!(one.json()["claim"]["contributor"], "JAM");
    let again = browser.get_with(
        &format!("/api/v1/claims/{id}"),
        &[("if-none-match", one.header("etag"))],
    );
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    assert_eq!(
        browser.get("/api/v1/documents").json()["items"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert_eq!(
        browser.get("/api/v1/documents/3").json()["publisher"],
        "The three Post"
    );
    assert_eq!(
        browser.get("/api/v1/documents/3/claims").json()[0]["id"],
        id.as_str()
    );
    assert_eq!(
        browser.get("/api/v1/search?q=three").json()[0]["document"],
        3
    );
    assert_eq!(browser.get("/api/v1/rules").json()[0]["claims"], 3);
    let export = |browser: &mut common::Browser, what: &str| {
        browser.get(&format!("/api/v1/missions/{MISSION}/export/{what}"))
    };
    let csv = export(&mut browser, "claims?format=csv");
    assert!(
        csv.header("content-type").starts_with("text/csv") && csv.body.lines().count() >= 4,
        "{}",
        csv.body
    );
    assert_eq!(export(&mut browser, "series?format=jsonl").status, 200);
    assert_eq!(
        export(&mut browser, "claims?format=geojson").json()["type"],
        "FeatureCollection"
    );
    assert_eq!(export(&mut browser, "documents?format=geojson").status, 400);
    assert_eq!(export(&mut browser, "rules?format=csv").status, 400);
    let chart = browser.get(&format!("/missions/{MISSION}/charts/strength.svg"));
    assert!(
        chart.header("content-type") == "image/svg+xml" && chart.body.contains("<svg"),
        "{}",
        chart.body
    );
    assert_eq!(
        browser
            .get(&format!("/missions/{MISSION}/charts/nothing.svg"))
            .status,
        404
    );
    assert_eq!(browser.get("/api/v1/session").json()["accounts"], false);
    assert!(browser.get("/api/v1/openapi.json").json()["paths"].is_object());
}

#[test]
fn one_user_judges_by_a_name_and_takes_back() {
    let server = Server::start(false);
    let mut browser = server.browser();
    let claim = server.claim(380.0);
    let csrf = browser.get("/login").csrf();
    let judge = |csrf: &str, verdict: &str, count: &str| -> Vec<(String, String)> {
        [
            ("csrf", csrf),
            ("claim", &*claim),
            ("mission", MISSION),
            ("verdict", verdict),
            ("field.count", count),
            ("note", "“<b>”"),
        ]
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .to_vec()
    };
    let send = |browser: &mut common::Browser, fields: Vec<(String, String)>| {
        let fields: Vec<_> = fields
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        browser.post("/review/judge", &fields)
    };
    assert_eq!(
        send(&mut browser, judge(&csrf, "accept", "380")).status,
        401,
        "nobody said who they are"
    );
    let answer = browser.sign_in("ann", "");
    assert_eq!((answer.status, answer.header("location")), (303, "/review"));
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    assert_eq!(
        send(&mut browser, judge(&csrf, "accept", "380")).status,
        403,
        "the word of the session before"
    );
    assert_eq!(send(&mut browser, judge("", "accept", "380")).status, 403);
    let csrf = browser.get(&format!("/review?claim={claim}")).csrf();
    assert_eq!(
        send(&mut browser, judge(&csrf, "correct", "380")).status,
        422,
        "nothing was changed"
    );
    assert_eq!(
        send(&mut browser, judge(&csrf, "correct", "many")).status,
        422
    );
    assert_eq!(send(&mut browser, judge(&csrf, "undo", "380")).status, 422);
    assert_eq!(
        send(&mut browser, judge(&csrf, "correct", "382")).status,
        303
    );
    let page = browser.get(&format!("/review?claim={claim}"));
    assert!(
        page.body.contains("put it right")
            && page.body.contains("382")
            && page.body.contains("“&lt;b&gt;”"),
        "{}",
        page.body
    );
    assert!(page.body.contains("Take the last decision back"));
    let judgements = browser.get("/api/v1/judgements").json();
    assert_eq!(
        (&judgements[0]["by"], &judgements[0]["verdict"]),
        (&json!("ann"), &json!("correct"))
    );
    assert_eq!(browser.post("/review/undo", &[("csrf", &csrf)]).status, 303);
    assert_eq!(
        browser.post("/review/undo", &[("csrf", &csrf)]).status,
        422,
        "nothing is left"
    );
    assert_eq!(
        browser
            .get("/api/v1/judgements")
            .json()
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let by_api = |browser: &mut common::Browser, csrf: &str, media: &str, body: &str| {
        browser.send(
            "POST",
            "/api/v1/judgements",
            &[("content-type", media), ("x-csrf-token", csrf)],
            body,
        )
    };
    let body = json!({"claim": claim, "verdict": "reject", "note": "a slip"}).to_string();
    assert_eq!(
        by_api(&mut browser, "", "application/json", &body).status,
        403
    );
    assert_eq!(by_api(&mut browser, &csrf, "text/plain", &body).status, 415);
    assert_eq!(
        by_api(&mut browser, &csrf, "application/json", "{").status,
        400
    );
    assert_eq!(
        by_api(&mut browser, &csrf, "application/json", "{\"claim\": 3}").status,
        422
    );
    assert_eq!(
        by_api(&mut browser, &csrf, "application/json", &"x".repeat(70_000)).status,
        413
    );
    let made = by_api(&mut browser, &csrf, "application/json", &body);
    assert_eq!(
        (made.status, &made.json()["verdict"]),
        (201, &json!("reject"))
    );
    let view = browser.get(&format!("/api/v1/missions/{MISSION}")).json();
    assert_eq!(view["claims"], 2, "a rejected claim is not reckoned with");
}

#[test]
fn with_accounts_each_may_do_what_the_role_says() {
    let server = Server::start(true);
    let claim = server.claim(400.0);
    let mut nobody = server.browser();
    for path in [
        "/",
        "/documents/1",
        "/review",
        "/api/v1/claims",
        "/search?q=a",
    ] {
        assert_eq!(nobody.get(path).status, 401, "{path}");
    }
    assert_eq!(nobody.get("/login").status, 200);
    let wrong = nobody.sign_in("ann", "a wrong password");
    assert!(
        wrong.status == 200 && wrong.body.contains("wrong"),
        "{}",
        wrong.body
    );
    assert_eq!(nobody.get("/").status, 401);
    let stranger = nobody.sign_in("zoe", PASSWORD);
    assert!(
        stranger.body.contains("Name or password is wrong"),
        "{}",
        stranger.body
    );
    let mut reader = server.browser();
    assert_eq!(reader.sign_in("rob", PASSWORD).status, 303);
    assert_eq!(reader.get("/").status, 200);
    assert_eq!(reader.get("/accounts").status, 403);
    let csrf = reader.get("/api/v1/session").json()["csrf"]
        .as_str()
        .unwrap()
        .to_owned();
    let judged = reader.post(
        "/review/judge",
        &[("csrf", &csrf), ("claim", &claim), ("verdict", "accept")],
    );
    assert_eq!(judged.status, 403);
    let mut reviewer = server.browser();
    reviewer.sign_in("ann", PASSWORD);
    let csrf = reviewer.get("/api/v1/session").json()["csrf"]
        .as_str()
        .unwrap()
        .to_owned();
    // The word of one session is worth nothing in another.
    let stolen = reader.post(
        "/review/judge",
        &[("csrf", &csrf), ("claim", &claim), ("verdict", "accept")],
    );
    assert_eq!(stolen.status, 403);
    let judged = reviewer.post(
        "/review/judge",
        &[
            ("csrf", &csrf),
            ("claim", &claim),
            ("verdict", "accept"),
            ("mission", MISSION),
        ],
    );
    assert_eq!(judged.status, 303, "{}", judged.body);
    assert_eq!(server.record().judgement_lines().unwrap()[0].by, "ann");
    assert_eq!(reviewer.post("/logout", &[("csrf", &csrf)]).status, 303);
    let after = reviewer.post(
        "/review/judge",
        &[
            ("csrf", &csrf),
            ("claim", &claim),
            ("verdict", "reject"),
            ("mission", MISSION),
        ],
    );
    assert_eq!(after.status, 401, "a logged-out session judges nothing");
    let mut admin = server.browser();
    admin.sign_in("eve", PASSWORD);
    let trail = admin.get("/accounts");
    assert!(
        trail.status == 200 && trail.body.contains("login refused"),
        "{}",
        trail.body
    );
    assert_eq!(server.record().judgement_lines().unwrap().len(), 1);
}

#[test]
fn guessing_passwords_is_slowed_down() {
    let server = Server::start(true);
    let mut browser = server.browser();
    let csrf = browser.get("/login").csrf();
    let statuses: Vec<u16> = (0..10)
        .map(|n| {
            browser
                .post(
                    "/login",
                    &[
                        ("csrf", &csrf),
                        ("name", "ann"),
                        ("password", &format!("guess {n}")),
                    ],
                )
                .status
        })
        .collect();
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
}

#[test]
fn another_name_for_this_machine_is_refused() {
    let server = Server::start(false);
    let mut browser = server.browser();
    assert_eq!(
        browser.get_with("/", &[("host", "evil.example")]).status,
        403
    );
    assert_eq!(
        browser
            .get_with("/api/v1/claims", &[("host", "evil.example:80")])
            .status,
        403
    );
    assert_eq!(
        browser.get_with("/", &[("host", "localhost:1")]).status,
        200
    );
}

#[test]
fn others_are_not_let_in_without_accounts() {
    struct Nothing;
    impl Explain for Nothing {
        fn explain(&self, _: &Document) -> Explained {
            Explained::default()
        }
    }
    let everywhere = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    let open = |place: Place| listen(place, everywhere, 0, Settings::default(), Box::new(Nothing));
    let refused = open(Server::start(false).place.clone());
    assert!(matches!(
        refused.err(),
        Some(Fault::Record(_) | Fault::Forbidden(_))
    ));
    let server = Server::start(false);
    assert!(
        matches!(open(server.place.clone()).err(), Some(Fault::Forbidden(said)) if said.contains("user add"))
    );
    let server = Server::start(true);
    assert!(open(server.place.clone()).is_ok());
}

#[test]
fn two_reviewers_are_compared() {
    let server = Server::start(true);
    let judge = |name: &str, verdicts: &[(f64, &str)]| {
        let mut browser = server.browser();
        browser.sign_in(name, PASSWORD);
        let session = browser.get("/api/v1/session").json();
        let word = session["csrf"].as_str().unwrap().to_owned();
        for (count, verdict) in verdicts {
            let body = json!({"claim": server.claim(*count), "verdict": verdict});
            let headers = [
                ("x-csrf-token", word.as_str()),
                ("content-type", "application/json"),
            ];
            let made = browser.send("POST", "/api/v1/judgements", &headers, &body.to_string());
            assert_eq!(made.status, 201, "{}", made.body);
        }
        browser
    };
    judge(
        "ann",
        &[(400.0, "accept"), (380.0, "reject"), (24.0, "reject")],
    );
    let mut browser = judge(
        "eve",
        &[(400.0, "accept"), (380.0, "accept"), (24.0, "reject")],
    );
    let found = browser.get("/api/v1/agreement").json();
    assert_eq!(found["all"]["claims"], 3, "{found}");
    assert_eq!(found["all"]["alike"], 2);
    assert_eq!(found["all"]["measure"], "kappa");
    // 2 of 3 alike; by chance (1/3)(2/3) + (2/3)(1/3) = 4/9.
    let kappa = found["all"]["value"].as_f64().unwrap();
    assert!((kappa - 0.4).abs() < 1e-9, "{kappa}");
    assert_eq!(found["types"][0]["type"], "strength");
    assert_eq!(found["differ"].as_array().unwrap().len(), 1);
    assert_eq!(found["differ"][0]["claim"], server.claim(380.0));
    let elsewhere = browser.get("/api/v1/agreement?mission=unifil").json();
    assert_eq!(elsewhere["all"]["claims"], 0);
    assert_eq!(elsewhere["all"]["value"], serde_json::Value::Null);
    let page = browser.get(&format!("/agreement?mission={MISSION}")).body;
    for words in [
        "κ",
        "0.40",
        "1 claim judged differently",
        "ann",
        "eve",
        "Cohen",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
