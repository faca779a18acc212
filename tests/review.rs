//! The server of a review: who may ask it, and what becomes of decisions.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use duikan::review::Review;

/// A review of a report on two pairs: port, token, and the ids of its findings.
struct Served {
    port: u16,
    token: String,
    ids: Vec<String>,
    folder: tempfile::TempDir,
}

fn audit(folder: &Path) {
    let pairs = folder.join("pairs.jsonl");
    std::fs::write(
        &pairs,
        "{\"id\": 1, \"source\": \"左岸的堤防需要加固。\", \"target\": \"The 堤防 on the left bank need to be strengthened.\"}\n\
         {\"id\": 2, \"source\": \"损失达一亿二千万元。\", \"target\": \"The losses came to 12 million yuan.\"}\n",
    )
    .unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_duikan"))
        .args(["audit", "-q", "--no-config", "--pairs"])
        .arg(&pairs)
        .arg("-o")
        .arg(folder.join("report"))
        .status()
        .unwrap();
    assert!(done.success());
}

fn serve() -> Served {
    let folder = tempfile::tempdir().unwrap();
    audit(folder.path());
    let report = folder.path().join("report");
    let lines = std::fs::read_to_string(report.join("findings.jsonl")).unwrap();
    let id =
        |l: &str| serde_json::from_str::<serde_json::Value>(l).unwrap()["id"].as_str().unwrap().to_owned();
    let ids: Vec<String> = lines.lines().map(id).collect();
    assert_eq!(ids.len(), 2);
    let review = Arc::new(Review::new(&report, None, 0).unwrap());
    let url = review.url();
    let (address, token) = url.strip_prefix("http://127.0.0.1:").unwrap().split_once("/?token=").unwrap();
    let (port, token) = (address.parse().unwrap(), token.to_owned());
    assert!(token.len() >= 32);
    std::thread::spawn(move || review.serve());
    Served { port, token, ids, folder }
}

impl Served {
    /// Status and whole answer to bytes sent as they are.
    fn send(&self, bytes: &[u8]) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        // A request that is refused before its end may find the connection closed.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        (status, answer)
    }

    /// A request with these headers beside `Host` and the token.
    fn ask(&self, request: &str, headers: &str, body: &str) -> (u16, String) {
        let (port, token) = (self.port, &self.token);
        self.send(
            format!(
                "{request} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Duikan-Token: {token}\r\nContent-Length: {}\r\n{headers}\r\n{body}",
                body.len()
            )
            .as_bytes(),
        )
    }

    fn own(&self) -> String {
        format!("Origin: http://127.0.0.1:{}\r\nContent-Type: application/json\r\n", self.port)
    }

    fn decide(&self, body: &str) -> (u16, String) {
        self.ask("POST /decisions", &self.own(), body)
    }

    fn decisions(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("report/decisions.csv")).unwrap_or_default()
    }
}

#[test]
fn only_who_knows_the_token_is_served() {
    let s = serve();
    let (port, token) = (s.port, s.token.clone());
    let host = format!("Host: 127.0.0.1:{port}\r\n");
    let get =
        |target: &str, headers: &str| s.send(format!("GET {target} HTTP/1.1\r\n{headers}\r\n").as_bytes());
    let (status, page) = get(&format!("/?token={token}"), &host);
    assert_eq!(status, 200);
    assert!(page.contains(&format!("data-review=\"{token}\"")));
    for header in [
        "Content-Security-Policy: default-src 'none';",
        "frame-ancestors 'none'",
        "X-Frame-Options: DENY",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer",
        "Cross-Origin-Resource-Policy: same-origin",
        "Cache-Control: no-store",
    ] {
        assert!(page.contains(header), "{header}");
    }
    assert!(!page.contains("Access-Control-Allow"));
    let wrong = "0".repeat(token.len());
    for target in
        ["/", "/?token=", &format!("/?token={wrong}"), &format!("/?token={}", &token[1..]), "/decisions"]
    {
        let (status, answer) = get(target, &host);
        assert_eq!(status, 403, "{target}");
        assert!(!answer.contains(&token) && !answer.contains("堤防"), "{target}");
    }
    // The token of decisions is in a header that another page cannot set; in the address it does not count.
    assert_eq!(get(&format!("/decisions?token={token}"), &host).0, 403);
    assert_eq!(get("/decisions", &format!("{host}X-Duikan-Token: {wrong}\r\n")).0, 403);
    assert_eq!(get("/decisions", &format!("{host}X-Duikan-Token: {token}\r\n")).0, 200);
    for target in ["/findings.csv", "/../report/findings.csv", "/%2e%2e/findings.csv", "/favicon.ico", "//x"]
    {
        assert_eq!(get(target, &format!("{host}X-Duikan-Token: {token}\r\n")).0, 404, "{target}");
    }
}

#[test]
fn another_name_of_this_computer_is_refused() {
    let s = serve();
    let (port, token) = (s.port, &s.token);
    let page = |host: &str| s.send(format!("GET /?token={token} HTTP/1.1\r\n{host}\r\n").as_bytes()).0;
    assert_eq!(page(&format!("Host: localhost:{port}\r\n")), 200);
    let foreign = ["attacker.example", "127.0.0.1.attacker.example", "0.0.0.0", "[::1]", ""];
    for name in foreign {
        assert_eq!(page(&format!("Host: {name}:{port}\r\n")), 403, "{name}");
    }
    assert_eq!(page("Host: 127.0.0.1\r\n"), 403);
    assert_eq!(page(""), 403);
    assert_eq!(page(&format!("Host: 127.0.0.1:{port}\r\nHost: attacker.example\r\n")), 403);
}

#[test]
fn another_page_is_refused() {
    let s = serve();
    let body = format!("[{{\"id\": \"{}\", \"status\": \"dismissed\", \"comment\": \"\"}}]", s.ids[0]);
    let json = "Content-Type: application/json\r\n";
    let (port, other) = (s.port, s.port ^ 1);
    for origin in [
        "https://attacker.example".to_owned(),
        "null".to_owned(),
        format!("http://127.0.0.1:{other}"),
        format!("https://127.0.0.1:{port}"),
        // The page was asked for under the other name.
        format!("http://localhost:{port}"),
        format!("http://127.0.0.1:{port}.attacker.example"),
    ] {
        let (status, _) = s.ask("POST /decisions", &format!("{json}Origin: {origin}\r\n"), &body);
        assert_eq!(status, 403, "{origin}");
    }
    assert_eq!(s.ask("POST /decisions", json, &body).0, 403, "no origin");
    let cross = format!("{}Sec-Fetch-Site: cross-site\r\n", s.own());
    assert_eq!(s.ask("POST /decisions", &cross, &body).0, 403);
    assert_eq!(s.ask("GET /decisions", "Sec-Fetch-Site: same-site\r\n", "").0, 403);
    assert_eq!(s.decisions(), "");
    let same = format!("{}Sec-Fetch-Site: same-origin\r\n", s.own());
    assert_eq!(s.ask("POST /decisions", &same, &body).0, 200);
}

#[test]
fn decisions_are_saved_whole_or_not_at_all() {
    let s = serve();
    let [a, b] = &s.ids[..] else { unreachable!() };
    let one = |id: &str, status: &str, comment: &str| {
        serde_json::json!({"id": id, "status": status, "comment": comment}).to_string()
    };
    let (status, answer) =
        s.decide(&format!("[{},{}]", one(a, "dismissed", "=1, \"x\"\n参见"), one(b, "accepted", "")));
    assert_eq!(status, 200);
    assert!(answer.contains("\"comment\":\"=1, \\\"x\\\"\\n参见\""), "{answer}");
    let saved =
        format!("\u{feff}id,status,comment\r\n{a},dismissed,\"'=1, \"\"x\"\"\n参见\"\r\n{b},accepted,\r\n");
    assert_eq!(s.decisions(), saved);
    for bad in [
        "".to_owned(),
        "{}".to_owned(),
        "[{\"id\": 1}]".to_owned(),
        format!("[{},{}]", one(b, "fixed", ""), one("f0000000000000000", "fixed", "")),
        format!("[{},{}]", one(b, "fixed", ""), one(a, "maybe", "")),
        format!("[{},{}]", one(b, "fixed", ""), one(a, "fixed", &"x".repeat(30_000))),
    ] {
        assert!(matches!(s.decide(&bad).0, 400 | 409), "{bad}");
        assert_eq!(s.decisions(), saved);
    }
    // A form of another page could send text, but not JSON.
    let form = s.own().replace("application/json", "text/plain");
    assert_eq!(s.ask("POST /decisions", &form, &format!("[{}]", one(b, "fixed", ""))).0, 400);
    // Undone, and seen so; nothing new is no answer.
    let (_, answer) = s.decide(&format!("[{}]", one(a, "", "")));
    assert!(answer.contains(&format!("{{\"id\":\"{a}\",\"status\":\"\",\"comment\":\"\"}}")), "{answer}");
    let version = answer.split("\"version\":\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(s.ask(&format!("GET /decisions?since={version}"), "", "").0, 204);
    assert_eq!(s.ask("GET /decisions?since=", "", "").0, 200);
    // No temporary file is left.
    let left = std::fs::read_dir(s.folder.path().join("report")).unwrap();
    assert!(left.map(|e| e.unwrap().file_name()).all(|n| !n.to_string_lossy().starts_with('.')));
    // The next audit keeps what was decided.
    audit(s.folder.path());
    let table = std::fs::read_to_string(s.folder.path().join("report/findings.csv")).unwrap();
    assert_eq!(table.matches(",accepted,").count(), 1);
    assert_eq!(table.matches(",dismissed,").count(), 0);
}

#[test]
fn an_edit_in_the_table_and_one_in_the_review_both_stay() {
    let s = serve();
    let [a, b] = &s.ids[..] else { unreachable!() };
    let report = s.folder.path().join("report");
    s.decide(&format!("[{{\"id\": \"{a}\", \"status\": \"dismissed\", \"comment\": \"\"}}]"));
    audit(s.folder.path());
    s.decide(&format!("[{{\"id\": \"{a}\", \"status\": \"accepted\", \"comment\": \"\"}}]"));
    // Someone saves the table of the last audit later, with a decision on the other finding.
    std::thread::sleep(Duration::from_millis(20));
    let table = std::fs::read_to_string(report.join("findings.csv")).unwrap();
    let edit = |line: &str| {
        if line.starts_with(b) {
            format!("{},fixed,\r\n", line.trim_end().trim_end_matches(','))
        } else {
            line.to_owned()
        }
    };
    std::fs::write(report.join("findings.csv"), table.split_inclusive('\n').map(edit).collect::<String>())
        .unwrap();
    let (_, answer) = s.ask("GET /decisions", "", "");
    assert!(
        answer.contains(&format!("{{\"id\":\"{a}\",\"status\":\"accepted\",\"comment\":\"\"}}")),
        "{answer}"
    );
    assert!(
        answer.contains(&format!("{{\"id\":\"{b}\",\"status\":\"fixed\",\"comment\":\"\"}}")),
        "{answer}"
    );
}

#[test]
fn strange_requests_do_not_stop_it() {
    let s = serve();
    for bytes in [
        b"".as_slice(),
        b"\r\n\r\n",
        b"GET",
        b"\x16\x03\x01\x00\xff\xff\xff",
        b"GET / HTTP/9.9\r\n\r\n",
        &[0xff; 20_000],
        b"POST /decisions HTTP/1.1\r\nContent-Length: 18446744073709551616\r\n\r\n",
        "GET /堤防 HTTP/1.1\r\nHost: 堤防\r\n\r\n".as_bytes(),
    ] {
        s.send(bytes);
    }
    // Some that say nothing hold their connections; others are served.
    let silent: Vec<TcpStream> = (0..8).map(|_| TcpStream::connect(("127.0.0.1", s.port)).unwrap()).collect();
    assert_eq!(s.ask("GET /decisions", "", "").0, 200);
    drop(silent);
}

#[test]
fn a_report_that_is_none_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let error = |folder: &Path| match Review::new(folder, None, 0) {
        Ok(_) => String::new(),
        Err(e) => e.to_string(),
    };
    assert!(error(dir.path()).contains("there is no report in this folder"));
    assert!(error(&dir.path().join("nowhere")).contains("no such file or folder"));
    // A page with another script would not run: it is not served.
    std::fs::write(
        dir.path().join("report.html"),
        "<!doctype html>\n<html lang=\"en\"><script>alert(1)</script>",
    )
    .unwrap();
    assert!(error(dir.path()).contains("not a page of this version of duikan"));
}

#[test]
fn a_team_keeps_its_decisions_in_one_file() {
    let s = serve();
    let team = s.folder.path().join("team.csv");
    std::fs::write(
        &team,
        format!("id,status,comment\nf7777777777777777,accepted,elsewhere\n{},dismissed,no\n", s.ids[0]),
    )
    .unwrap();
    let report = s.folder.path().join("report");
    let run = |more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_duikan"))
            .args(["audit", "--no-config", "--pairs"])
            .arg(s.folder.path().join("pairs.jsonl"))
            .arg("-o")
            .arg(&report)
            .args(more)
            .output()
            .unwrap()
    };
    let done = run(&["--decisions", team.to_str().unwrap()]);
    assert!(String::from_utf8(done.stdout).unwrap().contains("1 dismissed"));
    // Decisions on other documents stay where they are.
    assert_eq!(s.decisions(), "");
    // On standard output too.
    let done = Command::new(env!("CARGO_BIN_EXE_duikan"))
        .args(["audit", "--no-config", "-o", "-", "--fail-on", "minor", "--decisions"])
        .arg(&team)
        .arg("--pairs")
        .arg(s.folder.path().join("pairs.jsonl"))
        .output()
        .unwrap();
    assert!(String::from_utf8(done.stdout).unwrap().contains(",dismissed,no"));
    let done = run(&["--decisions", "nowhere.csv"]);
    assert_eq!(done.status.code(), Some(2));
    // In a review they go into that file, and the others in it stay.
    let review = Arc::new(Review::new(&report, Some(&team), 0).unwrap());
    let url = review.url();
    let (address, token) = url.strip_prefix("http://127.0.0.1:").unwrap().split_once("/?token=").unwrap();
    std::thread::spawn(move || review.serve());
    let shared = Served {
        port: address.parse().unwrap(),
        token: token.to_owned(),
        ids: Vec::new(),
        folder: tempfile::tempdir().unwrap(),
    };
    let body = format!("[{{\"id\": \"{}\", \"status\": \"fixed\", \"comment\": \"\"}}]", s.ids[1]);
    assert_eq!(shared.decide(&body).0, 200);
    let text = std::fs::read_to_string(&team).unwrap();
    assert_eq!(
        text,
        format!(
            "\u{feff}id,status,comment\r\nf7777777777777777,accepted,elsewhere\r\n{},dismissed,no\r\n{},fixed,\r\n",
            s.ids[0], s.ids[1]
        )
    );
    assert_eq!(s.decisions(), "");
}

#[cfg(unix)]
#[test]
fn it_ends_cleanly() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;
    let s = serve();
    let mut process = Command::new(env!("CARGO_BIN_EXE_duikan"))
        .arg("review")
        .arg(s.folder.path().join("report"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("http://127.0.0.1:"), "{line}");
    Command::new("kill").args(["-INT", &process.id().to_string()]).status().unwrap();
    let done = process.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(0));
    assert!(String::from_utf8(done.stderr).unwrap().contains("every decision is saved"));
}
