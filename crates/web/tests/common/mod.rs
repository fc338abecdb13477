//! A server on a record of a few invented documents, and a browser without a screen: it keeps its cookie.
#![expect(
    clippy::unwrap_used,
    reason = "what cannot go on in a test may stop it"
)]

use contingent_claim::{Amount, Claim, ClaimType, Evidence, Value};
use contingent_mention::Qualifier;
use contingent_record::{Access, Account, AccountRole, Place, Prepared, ReaderStamp, Record};
use contingent_text::{Document, Part, Span};
use contingent_web::{Explain, Explained, Settings, hash_password, listen};
use jiff::Timestamp;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::thread;
use tempfile::TempDir;
use ureq::http::Response;
use ureq::{Agent, Body};

pub const MISSION: &str = "mss-haiti";
pub const PASSWORD: &str = "a long enough word";

/// A server that ends with the test's process.
pub struct Server {
    pub address: SocketAddr,
    pub place: Place,
    _folder: TempDir,
}

struct NoReader;

impl Explain for NoReader {
    fn explain(&self, document: &Document) -> Explained {
        Explained {
            ways: vec![(
                "a.rule".into(),
                document.title.clone(),
                vec!["<step>".into()],
            )],
            near_misses: vec!["<nearly>".into()],
        }
    }
}

pub fn document(name: &str, day: &str, who: &str, count: u32) -> Document {
    Document {
        id: name.to_owned(),
        title: format!("{who} & <b>{name}</b>"),
        body: format!(
            "{who} has {count} officers in Haiti – no more.\n\nA second <script>alert(1)</script> paragraph of {name}."
        ),
        published: Some(day.parse::<jiff::civil::Date>().unwrap().into()),
        publisher: Some(format!("The {name} Post")),
        url: Some("javascript:alert(1)".to_owned() + name),
        ..Document::default()
    }
}

/// The strength claim of such a document.
pub fn claim(document: &Document, who: &str, count: u32) -> Claim {
    let end = document.body.find(" officers").unwrap();
    let start = end - count.to_string().len();
    let evidence = Evidence {
        part: Part::Body,
        span: Span::new(0, end),
        rule: "strength.has".into(),
        roles: vec![
            ("count".into(), Span::new(start, end)),
            ("contributor".into(), Span::new(0, who.len())),
        ],
        path: Vec::new(),
    };
    let mut claim = Claim::new(ClaimType::Strength, evidence);
    claim.set("mission", Some(Value::Text(MISSION.into())));
    claim.set("contributor", Some(Value::Text(who.into())));
    claim.set("status", Some(Value::Text("deployed".into())));
    claim.set("measure", Some(Value::Text("total".into())));
    let amount = Amount {
        value: Some(count.into()),
        max: None,
        qualifier: Qualifier::Exact,
        currency: None,
        text: count.to_string().into(),
    };
    claim.set("count", Some(Value::Quantity(amount)));
    claim
}

impl Server {
    /// On a record with documents; with accounts `ann` (reviewer), `rob` (reader) and `eve` (admin) when asked for.
    pub fn start(accounts: bool) -> Self {
        let folder = TempDir::new().unwrap();
        let place = Place::File(folder.path().join("record.sqlite"));
        let mut record = Record::open(&place, Access::Create, Timestamp::now()).unwrap();
        let documents = [
            ("one", "2024-06-25", "KEN", 400),
            ("two", "2024-06-26", "KEN", 380),
            ("three", "2024-07-01", "JAM", 24),
        ];
        let batch: Vec<_> = (documents.iter())
            .map(|(name, day, who, count)| {
                let document = document(name, day, who, *count);
                Prepared::new(&document, &[claim(&document, who, *count)], None).unwrap()
            })
            .collect();
        let by = ReaderStamp {
            program: "0".into(),
            rules: "0".into(),
            registry: "0".into(),
            model: "0".into(),
        };
        record.add(&batch, &by, Timestamp::now()).unwrap();
        if accounts {
            for (name, role) in [
                ("ann", AccountRole::Reviewer),
                ("rob", AccountRole::Reader),
                ("eve", AccountRole::Admin),
            ] {
                let account = Account {
                    name: name.into(),
                    role,
                    password: hash_password(PASSWORD).unwrap(),
                    by: "test".into(),
                    at: String::new(),
                };
                record.set_account(&account, Timestamp::now()).unwrap();
            }
        }
        let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let server = listen(
            place.clone(),
            host,
            0,
            Settings::default(),
            Box::new(NoReader),
        )
        .unwrap();
        let address = server.address();
        thread::spawn(move || server.run());
        Self {
            address,
            place,
            _folder: folder,
        }
    }

    pub fn browser(&self) -> Browser {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        Browser {
            agent: agent.into(),
            base: format!("http://{}", self.address),
            cookie: String::new(),
        }
    }

    pub fn record(&self) -> Record {
        Record::open(&self.place, Access::Read, Timestamp::now()).unwrap()
    }

    /// The id of the claim with this number.
    pub fn claim(&self, count: f64) -> String {
        let recorded = self
            .record()
            .mission(MISSION, jiff::civil::Date::MAX)
            .unwrap();
        let has = |r: &&contingent_reckon::Recorded| match &r.claim.content {
            contingent_reckon::Content::Strength(s) => {
                s.count.as_ref().and_then(|c| c.value) == Some(count)
            }
            _ => false,
        };
        recorded.iter().find(has).unwrap().claim_id.to_string()
    }
}

/// Asks, and keeps the cookie it is given.
pub struct Browser {
    agent: Agent,
    pub base: String,
    pub cookie: String,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    /// The form word of the page.
    pub fn csrf(&self) -> String {
        let rest = self
            .body
            .split("name=\"csrf\" value=\"")
            .nth(1)
            .expect("a form");
        rest.split('"').next().unwrap().to_owned()
    }
}

impl Browser {
    pub fn get(&mut self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    pub fn get_with(&mut self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self
            .agent
            .get(format!("{}{path}", self.base))
            .header("cookie", &self.cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.call().unwrap();
        self.taken(response)
    }

    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header("cookie", &self.cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.to_owned()).unwrap();
        let agent: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true)
            .build()
            .into();
        let response = agent.run(request).unwrap();
        self.taken(response)
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encode = |text: &str| {
            text.bytes()
                .map(|b| format!("%{b:02X}"))
                .collect::<String>()
        };
        let body: Vec<_> = fields
            .iter()
            .map(|(k, v)| format!("{}={}", encode(k), encode(v)))
            .collect();
        self.send(
            "POST",
            path,
            &[("content-type", "application/x-www-form-urlencoded")],
            &body.join("&"),
        )
    }

    /// Signs in; gives the answer of the server.
    pub fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        let csrf = self.get("/login").csrf();
        self.post(
            "/login",
            &[
                ("csrf", &csrf),
                ("name", name),
                ("password", password),
                ("to", "/review"),
            ],
        )
    }

    fn taken(&mut self, mut response: Response<Body>) -> Answer {
        if let Some(cookie) = response.headers().get("set-cookie") {
            self.cookie = cookie
                .to_str()
                .unwrap()
                .split(';')
                .next()
                .unwrap()
                .to_owned();
        }
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.body_mut().read_to_string().unwrap_or_default(),
        }
    }
}
