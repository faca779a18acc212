//! As much of HTTP/1.1 as one page needs: a request and its answer on each connection.

use std::io::{self, Read, Write};
use std::time::{Duration, Instant};

/// Bytes that a request's head may have.
const HEAD: usize = 16 * 1024;
/// Header lines that it may have.
const HEADERS: usize = 64;
/// Bytes that a request's body may have: some thousand decisions with comments.
const BODY: usize = 4 * 1024 * 1024;

/// The type of pages.
pub const HTML: &str = "text/html; charset=utf-8";
/// The type of data.
pub const JSON: &str = "application/json";
/// The type of remarks.
const TEXT: &str = "text/plain; charset=utf-8";

/// A request.
#[derive(Debug)]
pub struct Request {
    /// `GET`, `POST` …
    pub method: String,
    /// Path and query.
    pub target: String,
    /// Names in small letters, and values.
    headers: Vec<(String, String)>,
    /// What it brings.
    pub body: Vec<u8>,
}

impl Request {
    /// The values of all headers of that name.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect()
    }

    /// The value of the header of that name; empty if it is not there, or there more than once.
    pub fn header(&self, name: &str) -> &str {
        match self.all(name)[..] {
            [one] => one,
            _ => "",
        }
    }
}

/// An answer.
#[derive(Debug)]
pub struct Response {
    status: u16,
    kind: &'static str,
    body: Vec<u8>,
}

impl Response {
    /// An answer of that status, type and content.
    pub fn new(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, kind, body: body.into() }
    }

    /// A remark.
    pub fn text(status: u16, text: &str) -> Self {
        let end = if text.is_empty() { "" } else { "\n" };
        Self::new(status, TEXT, format!("{text}{end}"))
    }

    /// Sends it, as the last on its connection.
    pub fn write(&self, mut out: impl Write, policy: &str) -> io::Result<()> {
        let reason = match self.status {
            200 => "OK",
            204 => "No Content",
            400 => "Bad Request",
            403 => "Forbidden",
            404 => "Not Found",
            408 => "Request Timeout",
            409 => "Conflict",
            411 => "Length Required",
            413 => "Content Too Large",
            431 => "Request Header Fields Too Large",
            _ => "Internal Server Error",
        };
        let mut head = format!("HTTP/1.1 {} {reason}\r\n", self.status);
        if self.status != 204 {
            head.push_str(&format!("Content-Type: {}\r\nContent-Length: {}\r\n", self.kind, self.body.len()));
        }
        head.push_str(&format!(
            "Content-Security-Policy: {policy}; frame-ancestors 'none'\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\n\
             Cross-Origin-Opener-Policy: same-origin\r\n\
             X-Frame-Options: DENY\r\n\
             X-Content-Type-Options: nosniff\r\n\
             Referrer-Policy: no-referrer\r\n\
             Cache-Control: no-store\r\n\
             Connection: close\r\n\r\n"
        ));
        out.write_all(head.as_bytes())?;
        out.write_all(&self.body)?;
        out.flush()
    }
}

/// Reads a request; `None` if the peer said nothing and went away.
///
/// # Errors
/// With the answer to a request that is none, too long or too slow.
pub fn read(mut stream: impl Read, patience: Duration) -> Result<Option<Request>, Response> {
    let begun = Instant::now();
    let mut bytes = Vec::new();
    // One byte at a time would keep a thread for ever: the whole request must be here in time.
    let mut more = |bytes: &mut Vec<u8>| -> Result<usize, Response> {
        let mut chunk = [0; 8192];
        if begun.elapsed() > patience {
            return Err(Response::text(408, "too slow"));
        }
        match stream.read(&mut chunk) {
            Ok(n) => {
                bytes.extend_from_slice(&chunk[..n]);
                Ok(n)
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => Ok(1),
            Err(_) => Err(Response::text(408, "too slow")),
        }
    };
    let (mut request, head) = loop {
        if more(&mut bytes)? == 0 {
            return if bytes.is_empty() { Ok(None) } else { Err(Response::text(400, "no whole request")) };
        }
        if let Some(parsed) = parse(&bytes)? {
            break parsed;
        }
        if bytes.len() > HEAD {
            return Err(Response::text(431, "too long"));
        }
    };
    if !request.all("transfer-encoding").is_empty() {
        return Err(Response::text(411, "say how long the content is"));
    }
    let length = match request.all("content-length")[..] {
        [] => 0,
        [one] => one.parse::<usize>().map_err(|_| Response::text(400, "no length"))?,
        _ => return Err(Response::text(400, "two lengths")),
    };
    if length > BODY {
        return Err(Response::text(413, "too long"));
    }
    while bytes.len() < head + length {
        if more(&mut bytes)? == 0 {
            return Err(Response::text(400, "no whole request"));
        }
    }
    request.body = bytes[head..head + length].to_vec();
    Ok(Some(request))
}

/// The head of a request with its length; `None` if it is not all there.
fn parse(bytes: &[u8]) -> Result<Option<(Request, usize)>, Response> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    let head = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(n)) => n,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Response::text(431, "too long")),
        Err(_) => return Err(Response::text(400, "no request")),
    };
    let headers = parsed
        .headers
        .iter()
        .map(|h| (h.name.to_ascii_lowercase(), String::from_utf8_lossy(h.value).trim().to_owned()));
    let request = Request {
        method: parsed.method.unwrap_or_default().to_owned(),
        target: parsed.path.unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body: Vec::new(),
    };
    Ok(Some((request, head)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(bytes: &[u8]) -> u16 {
        match read(bytes, Duration::from_secs(1)) {
            Ok(_) => 200,
            Err(r) => r.status,
        }
    }

    #[test]
    fn what_is_no_request_is_refused() {
        assert_eq!(status(b""), 200);
        assert_eq!(status(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
        assert_eq!(status(b"GET / HTTP/1.1\r\nHost: a\r\n"), 400);
        assert_eq!(status(b"\x16\x03\x01\x02\x00\x01"), 400);
        assert_eq!(status(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 411);
        assert_eq!(status(b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab"), 400);
        assert_eq!(status(b"POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 2\r\n\r\nabc"), 400);
        assert_eq!(status(b"POST / HTTP/1.1\r\nContent-Length: -3\r\n\r\nabc"), 400);
        assert_eq!(status(b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n"), 413);
        let long = [b"GET / HTTP/1.1\r\nA: ".as_slice(), &vec![b'a'; 40_000]].concat();
        assert_eq!(status(&long), 431);
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(HEADERS + 1));
        assert_eq!(status(many.as_bytes()), 431);
    }

    #[test]
    fn a_request_is_read_to_its_end() {
        let bytes = b"POST /x?y=1 HTTP/1.1\r\nHost: a:1\r\nContent-Length: 3\r\n\r\nabcdef".as_slice();
        let request = read(bytes, Duration::from_secs(1)).unwrap().unwrap();
        assert_eq!((&request.method[..], &request.target[..]), ("POST", "/x?y=1"));
        assert_eq!((request.header("host"), &request.body[..]), ("a:1", b"abc".as_slice()));
    }
}
