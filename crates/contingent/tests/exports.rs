//! What `contingent export` writes and what the server of the same record sends are the same bytes.

#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

#[expect(dead_code, reason = "each test file uses the part that it needs")]
mod common;

use common::{Desk, root};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// The program's server on a record, until the test ends.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(desk: &Desk) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_contingent"))
            .args(["serve", "--port", "0", "--record"])
            .arg(desk.path("record.sqlite"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        said.read_line(&mut line).unwrap();
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|a| a.split('/').next());
        let address = address.unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { child, address }
    }

    /// The status and the body of an answer, as they came.
    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        assert!(!head.to_lowercase().contains("chunked"), "{head}");
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer[end + 4..].to_vec())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_program_and_the_server_export_the_same_bytes() {
    let desk = Desk::new();
    let mut news: Vec<String> = fs::read_dir(root().join("examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path().display().to_string())
        .collect();
    news.sort();
    // Words that could be taken for a formula, for another cell or for another line, and letters beyond ASCII.
    let hostile = serde_json::json!({
        "id": "=cmd", "title": "=1+1, \"two\"\r\n+three", "publisher": "@Le Journal d'Été; 中文 \u{1F600}",
        "published": "2024-07-01", "url": "https://example.org/?a=1&b=\"2\"",
        "text": "Kenya has deployed 400 police officers to Haiti under the Multinational Security Support mission. \
                 Haitian gangs control some 85 percent of Port-au-Prince, the capital of Haiti."
    });
    desk.file("hostile.jsonl", format!("{hostile}\n"));
    let mut args = vec![
        "add",
        "--quiet",
        "--record",
        "record.sqlite",
        "hostile.jsonl",
    ];
    args.extend(news.iter().map(String::as_str));
    let run = desk.run(&args);
    assert_eq!(run.code, 0, "{run:?}");

    let server = Server::start(&desk);
    let (status, missions) = server.get("/api/v1/missions");
    assert_eq!(status, 200);
    let missions: Vec<serde_json::Value> = serde_json::from_slice(&missions).unwrap();
    assert!(missions.len() > 3, "{missions:?}");
    let mut compared = 0;
    for mission in missions.iter().map(|m| m["mission"].as_str().unwrap()) {
        for what in ["claims", "series", "documents"] {
            for format in ["csv", "jsonl", "geojson"] {
                if what == "documents" && format == "geojson" {
                    continue;
                }
                for days in [
                    &[][..],
                    &[("known_on", "2024-12-31")],
                    &[("known_on", "2025-03-01"), ("as_of", "2024-08-01")],
                ] {
                    let mut args: Vec<String> = [
                        "export",
                        mission,
                        "--record",
                        "record.sqlite",
                        "--what",
                        what,
                        "--format",
                        format,
                        "-o",
                        "out",
                    ]
                    .map(str::to_owned)
                    .to_vec();
                    let mut path =
                        format!("/api/v1/missions/{mission}/export/{what}?format={format}");
                    for (name, day) in days {
                        args.extend([format!("--{}", name.replace('_', "-")), (*day).to_owned()]);
                        path += &format!("&{name}={day}");
                    }
                    let args: Vec<&str> = args.iter().map(String::as_str).collect();
                    let run = desk.run(&args);
                    let (status, sent) = server.get(&path);
                    if run.code != 0 {
                        // Nothing was known of the mission by then: the program says so, the server sends no rows.
                        assert!(
                            what == "series" && run.stderr.contains("knew nothing"),
                            "{path}: {run:?}"
                        );
                        continue;
                    }
                    assert_eq!(status, 200, "{path}");
                    let written = fs::read(desk.path("out")).unwrap();
                    assert!(
                        written == sent,
                        "{path}:\n{}\n---\n{}",
                        String::from_utf8_lossy(&written),
                        String::from_utf8_lossy(&sent)
                    );
                    compared += usize::from(sent.len() > 200);
                }
            }
        }
    }
    assert!(
        compared > 50,
        "only {compared} files with rows were compared"
    );
}
