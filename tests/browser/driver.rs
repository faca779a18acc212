//! Chromium, driven over WebDriver as the W3C has it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// A program on the path.
fn program(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    names.iter().find_map(|n| folders.iter().map(|f| f.join(n)).find(|p| p.is_file()))
}

/// A browser with one window.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts Chromium; `None` if it or its driver is not installed.
    pub fn start() -> Option<Self> {
        let driver = program(&["chromedriver"])?;
        let chromium = program(&["chromium", "chromium-browser", "google-chrome"])?;
        let profile = tempfile::tempdir().unwrap();
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines.by_ref().find_map(|line| {
            let line = line.unwrap();
            line.split("on port ").nth(1)?.trim_end_matches('.').parse().ok().filter(|p| *p != 0)
        });
        // What the driver says later must not fill its pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let mut browser = Self { driver, port: port.unwrap(), session: String::new(), _profile: profile };
        let folder = browser._profile.path().display().to_string();
        let arguments = [
            "--headless=new".to_owned(),
            // Tests run as root in containers, where Chromium's sandbox cannot.
            "--no-sandbox".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-background-networking".to_owned(),
            "--no-first-run".to_owned(),
            "--window-size=1440,900".to_owned(),
            format!("--user-data-dir={folder}"),
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": chromium, "args": arguments},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }}});
        let made = browser.request("POST", "/session", &wanted);
        browser.session = made["sessionId"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
        Some(browser)
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> Value {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let body = if method == "POST" { body.to_string() } else { String::new() };
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            self.port,
            body.len()
        )
        .unwrap();
        // The driver keeps connections open.
        let mut answer = BufReader::new(stream);
        let (mut length, mut line) = (0, String::new());
        while answer.read_line(&mut line).unwrap() > 2 {
            let (name, value) = line.trim().split_once(':').unwrap_or_default();
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().unwrap();
            }
            line.clear();
        }
        let mut content = vec![0; length];
        answer.read_exact(&mut content).unwrap();
        let value: Value = serde_json::from_slice(&content).unwrap_or_else(|e| panic!("{path}: {e}"));
        value["value"].clone()
    }

    /// A command of this session.
    #[track_caller]
    fn command(&self, method: &str, path: &str, body: &Value) -> Value {
        let value = self.request(method, &format!("/session/{}{path}", self.session), body);
        assert!(value.get("error").is_none(), "{path}: {value}");
        value
    }

    /// Opens a page and waits until it is there.
    #[track_caller]
    pub fn open(&self, url: &str) {
        self.command("POST", "/url", &json!({"url": url}));
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.command("POST", "/refresh", &json!({}));
    }

    /// Opens another window and goes there; returns the window that was in front.
    pub fn second_window(&self) -> String {
        let first = self.command("GET", "/window", &Value::Null);
        let made = self.command("POST", "/window/new", &json!({"type": "window"}));
        self.go_to(made["handle"].as_str().unwrap());
        first.as_str().unwrap().to_owned()
    }

    /// Goes to a window.
    pub fn go_to(&self, window: &str) {
        self.command("POST", "/window", &json!({"handle": window}));
    }

    /// Presses keys, one after another.
    pub fn press(&self, keys: &str) {
        let one = |k: char| [json!({"type": "keyDown", "value": k}), json!({"type": "keyUp", "value": k})];
        let all: Vec<Value> = keys.chars().flat_map(one).collect();
        let actions = json!({"actions": [{"type": "key", "id": "keys", "actions": all}]});
        self.command("POST", "/actions", &actions);
    }

    /// What a piece of JavaScript returns.
    #[track_caller]
    pub fn run(&self, script: &str) -> Value {
        self.command("POST", "/execute/sync", &json!({"script": script, "args": []}))
    }

    /// A list of texts that a piece of JavaScript returns.
    #[track_caller]
    pub fn texts(&self, script: &str) -> Vec<String> {
        let value = self.run(script);
        let texts = value.as_array().unwrap_or_else(|| panic!("{value}")).iter();
        texts.map(|v| v.as_str().unwrap_or_else(|| panic!("{value}")).to_owned()).collect()
    }

    /// Waits until a piece of JavaScript returns true.
    #[track_caller]
    pub fn wait(&self, script: &str) {
        let begun = Instant::now();
        while self.run(script) != Value::Bool(true) {
            assert!(begun.elapsed() < Duration::from_secs(10), "never true: {script}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// A command of the developer tools.
    pub fn tools(&self, name: &str, parameters: &Value) -> Value {
        self.command("POST", "/goog/cdp/execute", &json!({"cmd": name, "params": parameters}))
    }

    /// The window's size and whether dark pages are wanted.
    pub fn look(&self, width: usize, height: usize, dark: bool) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.tools("Emulation.setDeviceMetricsOverride", &size);
        let scheme = if dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.tools("Emulation.setEmulatedMedia", &features);
    }

    /// Keeps a picture of the window, if the environment asks for pictures.
    pub fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("DUIKAN_PICTURES") else { return };
        let data = self.tools("Page.captureScreenshot", &json!({"format": "webp", "quality": 90}));
        let bytes = decode(data["data"].as_str().unwrap());
        std::fs::write(Path::new(&folder).join(format!("{name}.webp")), bytes).unwrap();
    }

    /// What the console says, and the addresses that were asked for, since the last call.
    pub fn logs(&self) -> (Vec<String>, Vec<String>) {
        let log = |kind: &str| {
            let entries = self.command("POST", "/se/log", &json!({"type": kind}));
            let message = |e: &Value| e["message"].as_str().unwrap_or_default().to_owned();
            entries.as_array().map(|all| all.iter().map(message).collect::<Vec<_>>()).unwrap_or_default()
        };
        let asked = log("performance").into_iter().filter_map(|message| {
            let event: Value = serde_json::from_str(&message).ok()?;
            let event = &event["message"];
            let is_request = event["method"] == "Network.requestWillBeSent";
            is_request.then(|| event["params"]["request"]["url"].as_str().unwrap_or_default().to_owned())
        });
        let asked = asked.collect();
        (log("browser"), asked)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver takes the browser with it; both are gone when a test fails too.
        if !self.session.is_empty() && !std::thread::panicking() {
            self.request("DELETE", &format!("/session/{}", self.session), &Value::Null);
        }
        if let Ok(stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = write!(&stream, "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port);
            let _ = (&stream).read(&mut [0; 64]);
        }
        let _ = self.driver.wait();
    }
}

/// Base 64.
fn decode(text: &str) -> Vec<u8> {
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = Vec::new();
    let (mut bits, mut have) = (0u32, 0);
    for digit in text.chars().filter_map(|c| digits.find(c)) {
        bits = bits << 6 | u32::try_from(digit).unwrap();
        have += 6;
        if have >= 8 {
            have -= 8;
            out.push((bits >> have & 255) as u8);
        }
    }
    out
}
