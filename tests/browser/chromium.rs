//! What is asked of Chromium itself, past the driver's own protocol: the size of the screen, scripts off, a whole page's picture.

use base64::{Engine, engine::general_purpose::STANDARD};
use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// A browser of its own, with a fresh profile, that speaks to nobody but us.
pub async fn start(driver: &str, downloads: &str) -> Client {
    let options = json!({
        "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", "--lang=en-US",
            // A page that glides to where it was asked to be is not yet where the driver clicks.
            "--force-prefers-reduced-motion",
        ],
        "prefs": { "download.default_directory": downloads },
    });
    let wishes = Capabilities::from_iter([("goog:chromeOptions".to_owned(), options)]);
    ClientBuilder::new(HttpConnector::new()).capabilities(wishes).connect(driver).await.unwrap()
}

/// The DevTools of one browser, through the driver's door for them.
pub struct Devtools(String);

impl Devtools {
    pub fn of(driver: &str, session: &str) -> Self {
        Self(format!("{driver}/session/{session}/goog/cdp/execute"))
    }

    pub fn ask(&self, command: &str, words: &Value) -> Value {
        let asked = json!({ "cmd": command, "params": words }).to_string();
        let answer = ureq::post(&self.0)
            .send(&asked)
            .unwrap()
            .body_mut()
            .with_config()
            .limit(64 << 20)
            .read_to_string()
            .unwrap();
        serde_json::from_str::<Value>(&answer).unwrap()["value"].take()
    }

    /// The whole page, however long, as a PNG.
    pub fn picture(&self) -> Vec<u8> {
        let taken = self.ask("Page.captureScreenshot", &json!({ "captureBeyondViewport": true }));
        STANDARD.decode(taken["data"].as_str().unwrap()).unwrap()
    }
}
