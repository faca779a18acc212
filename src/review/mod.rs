//! The review of a report in a browser: `report.html` served on 127.0.0.1, decisions kept in `decisions.csv`.
//!
//! Only the reader of this computer may use it: whoever asks must know the token, under this server's own name, and no other page may
//! ask in the reader's place. Requests are parsed by `httparse`; each connection carries one.

mod desk;
mod http;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use crate::error::{Error, Result};
use crate::report::policy;
use desk::{Change, Desk};
use http::{Request, Response};

/// Connections that are served at a time; a browser opens six.
const CONNECTIONS: usize = 32;
/// How long a peer may take to say what it wants, and to take the answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// A review that is under way.
pub struct Review {
    listener: TcpListener,
    address: SocketAddr,
    token: String,
    desk: Mutex<Desk>,
    connections: AtomicUsize,
}

impl Review {
    /// Begins the review of the report in `folder` on `port` of 127.0.0.1; on a free one if it is 0. Decisions are kept in the
    /// file `shared` if there is one, else in `decisions.csv` beside the report.
    ///
    /// # Errors
    /// If there is no report that this program wrote, or the port is taken.
    pub fn new(folder: &Path, shared: Option<&Path>, port: u16) -> Result<Self> {
        let desk = Desk::new(folder, shared)?;
        let unheard = |e: &io::Error| {
            Error::new(format!("cannot listen on 127.0.0.1:{port}: {e}"), "choose another --port, or none")
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|e| unheard(&e))?;
        let address = listener.local_addr().map_err(|e| unheard(&e))?;
        let mut random = [0; 16];
        getrandom::fill(&mut random)
            .map_err(|e| Error::new(format!("no random numbers: {e}"), "check the system"))?;
        let token = random.iter().map(|b| format!("{b:02x}")).collect();
        Ok(Self { listener, address, token, desk: Mutex::new(desk), connections: AtomicUsize::new(0) })
    }

    /// Where the page is. Whoever knows it can decide on findings.
    pub fn url(&self) -> String {
        format!("http://{}/?token={}", self.address, self.token)
    }

    /// Serves until the program ends.
    pub fn serve(self: &Arc<Self>) {
        for stream in self.listener.incoming() {
            // A connection that broke before it began concerns nobody else.
            let Ok(stream) = stream else { continue };
            if self.connections.fetch_add(1, Ordering::SeqCst) >= CONNECTIONS {
                self.connections.fetch_sub(1, Ordering::SeqCst);
                continue;
            }
            let review = Arc::clone(self);
            std::thread::spawn(move || {
                review.answer(&stream);
                review.connections.fetch_sub(1, Ordering::SeqCst);
            });
        }
    }

    /// Waits for a decision that is being saved. As long as the result lives, nothing is saved.
    pub fn hold(&self) -> impl Sized + '_ {
        self.desk()
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        // Files are written whole or not at all, whatever became of the thread.
        self.desk.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn answer(&self, stream: &TcpStream) {
        let timed = stream.set_read_timeout(Some(PATIENCE)).and(stream.set_write_timeout(Some(PATIENCE)));
        if timed.is_err() {
            return;
        }
        let response = match http::read(stream, PATIENCE) {
            Ok(Some(request)) => self.respond(&request),
            Ok(None) => return,
            Err(refusal) => refusal,
        };
        // A reader that went away has no use for an answer.
        let _ = response.write(stream, &policy("'self'"));
    }

    fn respond(&self, request: &Request) -> Response {
        if let Some(refusal) = self.refuse(request) {
            return refusal;
        }
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        let value = |name: &str| {
            query.split('&').find_map(|p| p.strip_prefix(name)?.strip_prefix('=')).unwrap_or_default()
        };
        match (request.method.as_str(), path) {
            ("GET" | "HEAD", "/") if self.is_token(value("token")) => match self.desk().page(&self.token) {
                Ok(page) => Response::new(200, http::HTML, page),
                Err(e) => Response::text(500, &e.to_string()),
            },
            ("GET", "/decisions") if self.is_token(request.header("x-duikan-token")) => {
                match self.desk().state(value("since")) {
                    Ok(Some(state)) => Response::new(200, http::JSON, state),
                    Ok(None) => Response::text(204, ""),
                    Err(e) => Response::text(500, &e.to_string()),
                }
            }
            ("POST", "/decisions") if self.is_token(request.header("x-duikan-token")) => {
                let is_json = request.header("content-type").starts_with("application/json");
                let changes = serde_json::from_slice::<Vec<Change>>(&request.body).ok().filter(|_| is_json);
                let Some(changes) = changes else { return Response::text(400, "no list of decisions") };
                match self.desk().save(&changes) {
                    Ok(state) => Response::new(200, http::JSON, state),
                    Err(e) => Response::text(409, &e.to_string()),
                }
            }
            (_, "/" | "/decisions") => {
                Response::text(403, "this address lacks the token: open the one that duikan review printed")
            }
            _ => Response::text(404, "nothing here"),
        }
    }

    /// Refuses what comes under another name than this server's (a foreign name that was made to lead here), and what another page asks.
    fn refuse(&self, request: &Request) -> Option<Response> {
        let names = ["127.0.0.1", "localhost"].map(|n| format!("{n}:{}", self.address.port()));
        let hosts = request.all("host");
        if hosts.len() != 1 || !names.iter().any(|n| n == hosts[0]) {
            return Some(Response::text(403, "not the name of this server"));
        }
        let origins = request.all("origin");
        let own = |origin: &str| origin.strip_prefix("http://").is_some_and(|o| o == hosts[0]);
        let lacks = origins.is_empty() && request.method == "POST";
        if lacks || origins.iter().any(|o| !own(o)) {
            return Some(Response::text(403, "asked by another page"));
        }
        let site = request.header("sec-fetch-site");
        let is_page = request.method == "GET" && request.target.starts_with("/?");
        (!is_page && !matches!(site, "" | "same-origin" | "none"))
            .then(|| Response::text(403, "asked by another page"))
    }

    /// Compares in a time that does not tell where the first difference is.
    fn is_token(&self, given: &str) -> bool {
        let (own, given) = (self.token.as_bytes(), given.as_bytes());
        own.len() == given.len() && own.iter().zip(given).fold(0, |d, (a, b)| d | (a ^ b)) == 0
    }
}
