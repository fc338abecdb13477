//! How long a running server takes for each kind of request, on a record made by `contingent-record`'s example `load`.
//!
//! `contingent serve --record load.sqlite --port 8090`, then
//! `cargo run --release -p contingent-web --example pace -- http://127.0.0.1:8090 [REQUESTS]`: of each kind so many
//! requests (200) one after the other, no two of them alike, after the first one to the server, which is told alone.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a measurement may stop it"
)]

use serde_json::Value;
use std::time::Instant;
use ureq::Agent;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let base = arguments.first().expect("an address").clone();
    let many = arguments.get(1).map_or(200, |n| n.parse().unwrap());
    let server = Server {
        agent: Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into(),
        base,
    };
    server.first("the list of missions, first", "/");
    server.first("the list of missions, again", "/");
    let missions = server.json("/api/v1/missions");
    let missions: Vec<&str> = (missions.as_array().unwrap().iter())
        .map(|m| m["mission"].as_str().unwrap())
        .collect();
    let largest = missions[0];
    server.first(
        "the largest mission, first",
        &format!("/missions/{largest}"),
    );
    let start = Instant::now();
    while server
        .ask(&format!("/missions/{largest}"))
        .1
        .contains("follow in a few seconds")
    {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    println!(
        "its pictures are there after another {:.1} s",
        start.elapsed().as_secs_f64()
    );
    let newest = server.json("/api/v1/documents?limit=1")["items"][0]["document"]
        .as_i64()
        .unwrap();
    let numbers = |n: usize| 1 + (n as i64 * 7919) % newest;
    server.kind("documents, each another", many, |n| {
        format!("/documents/{}", numbers(n))
    });
    server.kind("missions, each another", many.min(missions.len()), |n| {
        format!("/missions/{}", missions[n])
    });
    server.kind("the largest mission as of today, whole", many, |n| {
        format!("/missions/{largest}?since=&x={n}")
    });
    let words = WORDS.len();
    server.kind("search of one word", many.min(words), |n| {
        format!("/search?q={}", WORDS[n])
    });
    server.kind("search of two words, each pair another", many, |n| {
        format!(
            "/search?q={}+{}",
            WORDS[n % words],
            WORDS[(n / words + n + 1) % words]
        )
    });
    server.kind("search of a word and a number, each another", many, |n| {
        format!("/search?q={}+{}", WORDS[n % words], 10 + n * 4)
    });
    let day = |n: usize| {
        let start: jiff::civil::Date = "2020-02-01".parse().unwrap();
        start.saturating_add(jiff::Span::new().days(n as i64 * 9))
    };
    let usual = missions[missions.len() / 2];
    server.kind("a usual mission as of another day each", many, |n| {
        format!("/missions/{usual}?as_of={}", day(n))
    });
    server.kind("a usual mission known on another day each", many, |n| {
        format!("/missions/{usual}?known_on={}", day(n))
    });
    let few = many.min(20);
    server.kind("the largest mission as of another day each", few, |n| {
        format!("/missions/{largest}?as_of={}", day(n * 10))
    });
    server.kind("the largest mission known on another day each", few, |n| {
        format!("/missions/{largest}?known_on={}", day(n * 10))
    });
}

struct Server {
    agent: Agent,
    base: String,
}

impl Server {
    /// Milliseconds, and bytes.
    fn ask(&self, path: &str) -> (f64, String) {
        let start = Instant::now();
        let mut answer = self
            .agent
            .get(format!("{}{path}", self.base))
            .call()
            .unwrap();
        let body = answer
            .body_mut()
            .with_config()
            .limit(1 << 28)
            .read_to_string()
            .unwrap();
        assert!(
            answer.status().as_u16() < 400,
            "{path}: {} {body}",
            answer.status()
        );
        (start.elapsed().as_secs_f64() * 1000.0, body)
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.ask(path).1).unwrap()
    }

    fn first(&self, what: &str, path: &str) {
        let (took, body) = self.ask(path);
        println!("{what}: {took:.0} ms, {} kB", body.len() / 1000);
    }

    fn kind(&self, what: &str, many: usize, path: impl Fn(usize) -> String) {
        let mut bytes = 0;
        let mut times: Vec<f64> = (0..many)
            .map(|n| {
                let (took, body) = self.ask(&path(n));
                bytes += body.len();
                took
            })
            .collect();
        let first = times[0];
        times.sort_by(f64::total_cmp);
        println!(
            "{what}: median of {many} {:.1} ms, 95 of 100 within {:.1} ms, longest {:.0} ms (the first {first:.0} ms), {} kB each",
            times[many / 2],
            times[many * 95 / 100],
            times[many - 1],
            bytes / many / 1000
        );
    }
}

/// Words of the invented documents.
const WORDS: [&str; 40] = [
    "port", "camp", "road", "night", "patrol", "minister", "village", "river", "market", "school",
    "bridge", "officer", "crowd", "radio", "envoy", "harbour", "letter", "morning", "convoy",
    "rain", "gate", "tower", "said", "held", "left", "came", "saw", "told", "asked", "found",
    "gave", "took", "kept", "sent", "met", "long", "quiet", "officers", "zembla", "ken",
];
