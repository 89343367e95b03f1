//! Somebody at a browser. They find things by the words on them, as people do.

use std::{fs, path::PathBuf, time::Duration};

use chrono::TimeDelta;
use fantoccini::{
    Client, Locator,
    actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    elements::Element,
    error::CmdError,
};
use serde_json::json;
use tokio::runtime::Runtime;

use super::{
    chromium::{self, Devtools},
    world::World,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    Wide,
    Phone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    On,
    Off,
}

pub struct Browser<'w> {
    pub world: &'w World,
    runtime: Runtime,
    client: Option<Client>,
    devtools: Devtools,
    screen: Screen,
    pub scripts: Scripts,
    downloads: tempfile::TempDir,
}

impl<'w> Browser<'w> {
    pub fn open(world: &'w World, screen: Screen, scripts: Scripts) -> Self {
        let driver = std::env::var("HEARTEN_TEST_WEBDRIVER").expect("HEARTEN_TEST_WEBDRIVER names no driver");
        let downloads = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let client = runtime.block_on(chromium::start(&driver, &downloads.path().to_string_lossy()));
        let session = runtime.block_on(client.session_id()).unwrap().unwrap();
        let devtools = Devtools::of(&driver, &session);
        let (width, height, scale) = if screen == Screen::Phone { (320, 640, 2) } else { (1280, 900, 1) };
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": screen == Screen::Phone });
        devtools.ask("Emulation.setDeviceMetricsOverride", &size);
        devtools.ask("Emulation.setScriptExecutionDisabled", &json!({ "value": scripts == Scripts::Off }));
        Self { world, runtime, client: Some(client), devtools, screen, scripts, downloads }
    }

    pub fn go(&self, path: &str) {
        let url = format!("{}{path}", self.world.address);
        self.runtime.block_on(self.client().goto(&url)).unwrap();
    }

    /// Signs in as people do: asks for a key, reads the mail, opens its link and presses the button.
    pub fn come_in(&self, email: &str) {
        // Nobody is sent more than a few keys within a quarter of an hour.
        self.world.pass(TimeDelta::minutes(5));
        self.leave();
        self.go("/sign-in");
        self.write("Work e-mail", email);
        self.press("Send me a key");
        self.world.work();
        self.open_link_to(email);
        self.press("Come in");
    }

    /// Follows the link in the newest mail to somebody.
    pub fn open_link_to(&self, email: &str) {
        self.go(&self.world.nobody().link_in_mail(email));
    }

    /// The path of the page that is looked at.
    pub fn path(&self) -> String {
        self.runtime.block_on(self.client().current_url()).unwrap().path().to_owned()
    }

    /// Forgets who they were.
    pub fn leave(&self) {
        self.runtime.block_on(self.client().delete_all_cookies()).unwrap();
    }

    /// Presses the button at the top of every page.
    pub fn sign_out(&self) {
        let button = self.find("//header//button[contains(., 'Sign out')]", "Sign out");
        self.runtime.block_on(button.click()).unwrap();
        self.wait(|| self.says("You are signed out"), "the way out");
    }

    /// Presses a button, or follows a link, by the words on it, and waits for the page it leads to.
    pub fn press(&self, words: &str) {
        let page = self.find("/html", "page");
        self.click(words);
        self.wait(|| self.runtime.block_on(page.tag_name()).is_err(), "the next page");
    }

    /// Presses a button that brings a file, and waits until it is there whole.
    pub fn take(&self, words: &str, name: &str) -> Vec<u8> {
        let path = self.downloads.path().join(name);
        self.click(words);
        self.wait(|| path.exists(), name);
        fs::read(&path).unwrap()
    }

    /// Opens what lies folded beneath these words.
    pub fn unfold(&self, words: &str) {
        let path = format!("//main//summary[contains(normalize-space(.), {})]", quoted(words));
        self.touch(&self.find(&path, words));
    }

    /// The same, within the group of fields about somebody.
    pub fn unfold_about(&self, group: &str, words: &str) {
        self.press_about(group, &format!("//summary[contains(normalize-space(.), {})]", quoted(words)), words);
    }

    /// Chooses among the round buttons about somebody.
    pub fn tick_about(&self, group: &str, words: &str) {
        self.press_about(group, &format!("//label[contains(normalize-space(.), {})]", quoted(words)), words);
    }

    /// Chooses an option of a list about somebody.
    pub fn choose_about(&self, group: &str, label: &str, option: &str) {
        let list = format!("//*[@id = //label[starts-with(normalize-space(.), {})]/@for]", quoted(label));
        self.press_about(group, &format!("{list}/option[contains(., {})]", quoted(option)), label);
    }

    fn press_about(&self, group: &str, path: &str, words: &str) {
        let found = self.find(&format!("//fieldset[legend[contains(., {})]]{path}", quoted(group)), words);
        self.touch(&found);
    }

    /// Draws a line with the mouse through points counted in pixels from the middle of the first thing that `css` finds.
    pub fn draw(&self, css: &str, points: &[(f64, f64)]) {
        self.runtime.block_on(async {
            let board = self.client().find(Locator::Css(css)).await.unwrap();
            let into_view = format!("document.querySelector('{css}').scrollIntoView({{ block: 'center' }})");
            self.client().execute(&into_view, vec![]).await.unwrap();
            let to = |(x, y): (f64, f64)| PointerAction::MoveToElement { element: board.clone(), duration: None, x, y };
            let mut hand = MouseActions::new("hand".into()).then(to(points[0]));
            hand = hand.then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
            for point in &points[1..] {
                hand = hand.then(to(*point));
            }
            self.client().perform_actions(hand.then(PointerAction::Up { button: MOUSE_BUTTON_LEFT })).await.unwrap();
        });
    }

    /// Takes the network away from the browser, or gives it back.
    pub fn network(&self, there: bool) {
        self.devtools.ask("Network.enable", &json!({}));
        let words = json!({ "offline": !there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.devtools.ask("Network.emulateNetworkConditions", &words);
    }

    /// What our pages have left in the browser's own store, as JSON.
    pub fn stored(&self) -> String {
        let asked = json!({ "expression": "JSON.stringify(localStorage)", "returnByValue": true });
        self.devtools.ask("Runtime.evaluate", &asked)["result"]["value"].as_str().unwrap().to_owned()
    }

    /// Waits until the page says this.
    pub fn comes_to_say(&self, words: &str) {
        self.wait(|| self.says(words), words);
    }

    /// Presses a button, or follows a link, by the words on it.
    pub fn click(&self, words: &str) {
        let quoted = quoted(words);
        let pressable = ["button", "a"].map(|tag| format!("//main//{tag}[contains(normalize-space(.), {quoted})]"));
        let found = self.find(&pressable.join(" | "), words);
        self.touch(&found);
    }

    /// Not where the bar at the bottom of a page lies over it.
    fn touch(&self, found: &Element) {
        self.runtime.block_on(async {
            let element = serde_json::to_value(found).unwrap();
            self.client().execute("arguments[0].scrollIntoView({ block: 'center' })", vec![element]).await.unwrap();
            found.click().await.unwrap();
        });
    }

    fn wait(&self, there: impl Fn() -> bool, what: &str) {
        for _ in 0..200 {
            if there() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{what} never came:\n{}", self.words())
    }

    /// Writes into the field with this label, in place of what stood there.
    pub fn write(&self, label: &str, words: &str) {
        self.write_in("//main", label, words);
    }

    /// The same, within the group of fields about somebody.
    pub fn write_about(&self, group: &str, label: &str, words: &str) {
        self.write_in(&format!("//fieldset[legend[contains(., {})]]", quoted(group)), label, words);
    }

    /// What the page says beneath a field about somebody.
    pub fn text_about(&self, group: &str, label: &str) -> String {
        let path = format!(
            "//fieldset[legend[contains(., {})]]//label[starts-with(., '{label}')]/..//p[contains(@class, 'fit')]",
            quoted(group)
        );
        let found = self.find(&path, label);
        self.runtime.block_on(found.text()).unwrap()
    }

    fn write_in(&self, within: &str, label: &str, words: &str) {
        let field = self.find(&labelled(within, label), label);
        self.runtime.block_on(async {
            let kind = field.attr("type").await.unwrap();
            if kind.as_deref() == Some("date") {
                // Typed in pieces, in the order of the language that `chromium.rs` starts the browser in.
                let (year, month, day) = (&words[..4], &words[5..7], &words[8..]);
                field.send_keys(&format!("{month}{day}{year}")).await.unwrap();
            } else if kind.as_deref() == Some("time") {
                let (hour, minute): (u32, &str) = (words[..2].parse().unwrap(), &words[3..]);
                let (hour, half) = if hour < 12 { (hour, "AM") } else { (hour - 12, "PM") };
                field.send_keys(&format!("{hour:02}{minute}{half}")).await.unwrap();
            } else {
                if kind.as_deref() != Some("file") {
                    field.clear().await.unwrap();
                }
                field.send_keys(words).await.unwrap();
            }
        });
    }

    /// Hands a file to the field with this label.
    pub fn attach(&self, label: &str, name: &str, bytes: &[u8]) {
        let path = self.downloads.path().join(name);
        fs::write(&path, bytes).unwrap();
        self.write(label, &path.to_string_lossy());
    }

    /// Chooses an option by its words, in a list or among round buttons.
    pub fn choose(&self, label: &str, option: &str) {
        let option = quoted(option);
        let listed = format!("{}/option[contains(., {option})]", labelled("//main", label));
        let round = format!("//fieldset[legend[contains(., {})]]//label[contains(., {option})]", quoted(label));
        let found = self.find(&format!("{listed} | {round}"), label);
        self.runtime.block_on(found.click()).unwrap();
    }

    /// Ticks a box, or unticks it, by the words beside it.
    pub fn tick(&self, words: &str) {
        self.touch(&self.find(&format!("//main//label[contains(normalize-space(.), {})]", quoted(words)), words));
    }

    /// A form came back: what is to be mended has the focus, and each of its links leads to a field.
    pub fn is_sent_back(&self, name: &str) {
        assert!(self.says("to check"), "{}", self.words());
        self.wait(|| self.focus().1 == "summary", "the focus on what is to be mended");
        self.look(name);
        for link in self.runtime.block_on(self.client().find_all(Locator::Css(".summary a"))).unwrap() {
            let leads_to = self.runtime.block_on(link.attr("href")).unwrap().unwrap();
            self.runtime.block_on(link.click()).unwrap();
            self.wait(|| format!("#{}", self.focus().0) == leads_to, &leads_to);
        }
    }

    /// The id and the class of what has the focus.
    fn focus(&self) -> (String, String) {
        self.runtime.block_on(async {
            let focused = self.client().active_element().await.unwrap();
            let id = focused.attr("id").await.unwrap().unwrap_or_default();
            (id, focused.attr("class").await.unwrap().unwrap_or_default())
        })
    }

    pub fn says(&self, words: &str) -> bool {
        self.words().contains(words)
    }

    /// Asks that the page says this, whatever parts its words.
    pub fn hears(&self, words: &str) {
        let said = self.words().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(words), "no “{words}” in: {said}");
    }

    /// Every word that can be seen on the page. Between two pages there is none for a moment, or it goes while it is read.
    pub fn words(&self) -> String {
        let read = || async { self.client().find(Locator::Css("body")).await?.text().await };
        for _ in 0..200 {
            if let Ok(words) = self.runtime.block_on(read()) {
                return words;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        self.runtime.block_on(read()).unwrap()
    }

    /// Looks at the page: keeps its picture, asks whether it scrolls sideways, and has axe go over it.
    pub fn look(&self, name: &str) {
        self.keep_picture(name);
        self.with_scripts(async {
            let over = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
            let over = self.client().execute(over, vec![]).await.unwrap();
            assert!(over.as_i64() <= Some(0), "{name} scrolls sideways by {over} px on {:?}", self.screen);
            let axe = fs::read_to_string(std::env::var("HEARTEN_TEST_AXE").expect("HEARTEN_TEST_AXE names no file"));
            self.client().execute(&axe.unwrap(), vec![]).await.unwrap();
            let found = self.client().execute_async(AXE, vec![]).await.unwrap();
            assert_eq!(found, json!([]), "axe on {name}");
        });
    }

    /// What looks over a page is a script itself. The page's own stay off: they would have run when it came.
    fn with_scripts(&self, looking: impl Future<Output = ()>) {
        let off = self.scripts == Scripts::Off;
        self.devtools.ask("Emulation.setScriptExecutionDisabled", &json!({ "value": false }));
        self.runtime.block_on(looking);
        self.devtools.ask("Emulation.setScriptExecutionDisabled", &json!({ "value": off }));
    }

    /// The same by night, after every field, button and link was asked whether it shows that it has the focus; and on paper.
    pub fn look_closely(&self, name: &str) {
        self.look(name);
        if self.scripts == Scripts::On {
            self.runtime.block_on(async {
                let body = self.client().find(Locator::Css("body")).await.unwrap();
                body.send_keys("\u{e004}").await.unwrap();
                let hidden = self.client().execute(FOCUS, vec![]).await.unwrap();
                assert_eq!(hidden, json!([]), "what has the focus cannot be seen on {name}");
            });
            let by_night = json!([{ "name": "prefers-color-scheme", "value": "dark" }]);
            self.devtools.ask("Emulation.setEmulatedMedia", &json!({ "media": "", "features": by_night }));
            self.look(&format!("{name}-dark"));
            self.devtools.ask("Emulation.setEmulatedMedia", &json!({ "media": "print", "features": [] }));
            self.keep_picture(&format!("{name}-paper"));
            self.devtools.ask("Emulation.setEmulatedMedia", &json!({ "media": "", "features": [] }));
        }
    }

    fn keep_picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
        fs::create_dir_all(&folder).unwrap();
        let size = if self.screen == Screen::Phone { "phone" } else { "wide" };
        let scripts = if self.scripts == Scripts::On { "" } else { "-no-scripts" };
        let picture = self.devtools.picture();
        fs::write(folder.join(format!("{name}-{size}{scripts}.png")), picture).unwrap();
    }

    /// The first thing there that can be seen. A page that is on its way is waited for.
    fn find(&self, path: &str, words: &str) -> Element {
        let seen = || async {
            for found in self.client().find_all(Locator::XPath(path)).await? {
                if found.is_displayed().await? {
                    return Ok::<_, CmdError>(Some(found));
                }
            }
            Ok(None)
        };
        for _ in 0..40 {
            if let Ok(Some(found)) = self.runtime.block_on(seen()) {
                return found;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let (page, source) =
            self.runtime.block_on(async { (self.client().current_url().await, self.client().source().await) });
        panic!("no “{words}” on {}:\n{}", page.unwrap(), source.unwrap())
    }

    fn client(&self) -> &Client {
        self.client.as_ref().unwrap()
    }
}

impl Drop for Browser<'_> {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            let _ = self.runtime.block_on(client.close());
        }
    }
}

/// Each fault in a sentence, with what it was found on.
const AXE: &str = "const done = arguments[arguments.length - 1];
    axe.run(document).then(({ violations }) => done(violations.flatMap(({ help, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${help}: ${html}: ${failureSummary}`))));";

/// What can be reached by keys and shows nothing when it is: its tag and its words.
const FOCUS: &str =
    "const reached = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
        .filter((one) => one.tabIndex >= 0 && one.type !== 'hidden' && one.checkVisibility());
    const dark = (one) => {
        one.focus();
        const drawn = getComputedStyle(one);
        return document.activeElement !== one || drawn.outlineStyle === 'none' || parseFloat(drawn.outlineWidth) < 2;
    };
    const found = reached.filter(dark).map((one) => `${one.tagName}: ${one.textContent.trim() || one.name}`);
    document.activeElement.blur();
    scrollTo(0, 0);
    return found;";

fn labelled(within: &str, label: &str) -> String {
    format!("{within}//*[@id = //label[starts-with(normalize-space(.), {})]/@for]", quoted(label))
}

/// As an XPath string, whatever marks it holds.
fn quoted(words: &str) -> String {
    let parts: Vec<String> = words.split('\'').map(|part| format!("'{part}'")).collect();
    if parts.len() == 1 { parts[0].clone() } else { format!("concat({})", parts.join(", \"'\", ")) }
}
