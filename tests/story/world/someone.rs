//! Somebody with a browser: keeps cookies, follows redirects, and sends back the mark that each form carries.

use std::collections::BTreeMap;

use super::World;

#[derive(Clone)]
pub struct Someone<'w> {
    world: &'w World,
    agent: ureq::Agent,
    cookies: BTreeMap<String, String>,
    /// The page they are looking at.
    pub seen: Seen,
}

/// A page as it came.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub path: String,
    pub status: u16,
    pub body: String,
    pub bytes: Vec<u8>,
    pub headers: Vec<(String, String)>,
}

impl Seen {
    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The page's words, without its tags.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        for c in self.body.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                c if !inside => text.push(c),
                _ => {}
            }
        }
        let text = text.replace("&#39;", "'").replace("&#x27;", "'").replace("&quot;", "\"").replace("&amp;", "&");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The value of a form's field.
    pub fn field(&self, name: &str) -> Option<String> {
        let at = self.body.find(&format!("name=\"{name}\""))?;
        let tag = &self.body[self.body[..at].rfind('<')?..];
        let tag = &tag[..tag.find('>')?];
        let value = tag.split("value=\"").nth(1)?;
        Some(value[..value.find('"')?].to_owned())
    }

    /// Every link and form address of the page that begins with `start`.
    pub fn links(&self, start: &str) -> Vec<String> {
        let mut found = Vec::new();
        for mark in ["href=\"", "action=\""] {
            for rest in self.body.split(mark).skip(1) {
                let link = rest[..rest.find('"').unwrap_or(0)].replace("&amp;", "&").replace("&#x2F;", "/");
                if link.starts_with(start) && !found.contains(&link) {
                    found.push(link);
                }
            }
        }
        found
    }
}

impl<'w> Someone<'w> {
    pub fn new(world: &'w World) -> Self {
        let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
        Self { world, agent: config.into(), cookies: BTreeMap::new(), seen: Seen::default() }
    }

    /// Opens a page, following redirects.
    pub fn open(&mut self, path: &str) -> &Seen {
        self.send(path, None)
    }

    /// Presses a form's button: sends `fields`, with the mark from the page being looked at.
    pub fn press(&mut self, path: &str, fields: &[(&str, &str)]) -> &Seen {
        let mut form: Vec<(String, String)> = fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        if !form.iter().any(|(name, _)| name == "csrf") {
            form.push(("csrf".into(), self.seen.field("csrf").unwrap_or_default()));
        }
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        self.send(path, Some(("application/x-www-form-urlencoded".into(), body.into_bytes())))
    }

    /// Sends a file by a form, with other fields.
    pub fn upload(&mut self, path: &str, file_name: &str, bytes: &[u8], fields: &[(&str, &str)]) -> &Seen {
        const EDGE: &str = "----a-story-tells-itself";
        let mut body = Vec::new();
        let csrf = self.seen.field("csrf").unwrap_or_default();
        for (name, value) in fields.iter().chain([&("csrf", csrf.as_str())]) {
            body.extend(
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        body.extend(
            format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\nContent-Type: text/csv\r\n\r\n").bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend(format!("\r\n--{EDGE}--\r\n").bytes());
        self.send(path, Some((format!("multipart/form-data; boundary={EDGE}"), body)))
    }

    /// Asks for a key, reads the mail, opens its link and presses the button.
    pub fn sign_in(&mut self, email: &str) {
        self.open("/sign-in");
        self.press("/sign-in", &[("email", email)]);
        self.world.work();
        let link = self.link_in_mail(email);
        self.open(&link);
        let link = link.clone();
        self.press(&link, &[]);
        assert_eq!(self.seen.status, 200, "signing in ends on a page: {}", self.seen.text());
    }

    /// Comes with a session's secret in hand.
    pub fn carry(&mut self, secret: &str) {
        self.cookies.insert("__Host-hearten".into(), secret.into());
    }

    /// The path of the link in the newest mail to `email`.
    pub fn link_in_mail(&self, email: &str) -> String {
        let mail = self.world.mail_to(email);
        let public = &self.world.floor.settings.web.public_url;
        let at = mail.text.find(public.as_str()).unwrap_or_else(|| panic!("no link in: {}", mail.text));
        mail.text[at + public.len()..].split_whitespace().next().unwrap_or_default().to_owned()
    }

    fn send(&mut self, path: &str, mut body: Option<(String, Vec<u8>)>) -> &Seen {
        let mut path = path.to_owned();
        for _ in 0..5 {
            self.seen = self.once(&path, body.take());
            let Some(next) = self.seen.header("location").filter(|_| (300..400).contains(&self.seen.status)) else {
                break;
            };
            path = next.to_owned();
        }
        &self.seen
    }

    /// One request, no redirect followed.
    pub fn once(&mut self, path: &str, body: Option<(String, Vec<u8>)>) -> Seen {
        let url = format!("{}{path}", self.world.address);
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let response = match body {
            None => self.agent.get(&url).header("cookie", cookies.join("; ")).call(),
            Some((kind, bytes)) => {
                self.agent.post(&url).header("cookie", cookies.join("; ")).header("content-type", kind).send(&bytes[..])
            }
        };
        let mut response = response.unwrap();
        let headers: Vec<(String, String)> = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        for (_, cookie) in headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).unwrap_or_default();
            if value.is_empty() || cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let status = response.status().as_u16();
        let bytes = response.body_mut().with_config().limit(64 << 20).read_to_vec().unwrap();
        Seen { path: path.to_owned(), status, body: String::from_utf8_lossy(&bytes).into_owned(), bytes, headers }
    }
}

/// The value of a choice; of a trial, by its name without the unit.
pub fn option(body: &str, text: &str) -> String {
    let at = [format!(">{text}</option>"), format!(">{text} (unit: ")].iter().find_map(|choice| body.find(choice));
    let at = at.unwrap_or_else(|| panic!("no option {text}"));
    let tag = &body[body[..at].rfind('<').unwrap()..at];
    tag.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}
