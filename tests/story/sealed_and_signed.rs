//! Mail on an encrypted line, and under a signature, as tools that are not ours see them. `tests/run` brings those along.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use hearten::floor::{
    Floor,
    config::Settings,
    jobs,
    mail::{self, Extras, Letter, Outcome, Tray},
};

use crate::world::{Engine, World};

fn python() -> String {
    std::env::var("HEARTEN_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

fn openssl(words: &str) {
    let done = Command::new("openssl").args(words.split_whitespace()).output().unwrap();
    assert!(done.status.success(), "openssl {words}: {}", String::from_utf8_lossy(&done.stderr));
}

fn house(world: &World, toml: &str) -> Floor {
    let settings = Settings::with(toml).unwrap();
    let tray = Tray::from_settings(&settings.mail).unwrap();
    Floor { tray, settings: settings.into(), ..world.floor.clone() }
}

fn send(floor: &Floor, count: usize) -> Vec<Outcome> {
    let letter = |_| {
        let words = serde_json::json!({ "name": "Siân", "link": "http://localhost:8420/x", "minutes": 15 });
        let stop = Some("https://hearten.example/stop/1".to_owned());
        let extras = Extras { stop, answers_to: Some("replies@hearten.example".into()), ..Extras::default() };
        Letter { extras, ..Letter::new(floor.ids.next(), "sign_in_key", "ann@a.example".into(), words) }
    };
    mail::deliver_all(floor, (0..count).map(letter).collect()).into_iter().map(Result::unwrap).collect()
}

/// Two hosts, and the ports of theirs: encrypted from the first byte, and from STARTTLS on.
struct Hosts(Child, [u16; 2]);

impl Hosts {
    fn start(dir: &Path) -> Self {
        let at = |name: &str| dir.join(name).to_string_lossy().into_owned();
        openssl(&format!(
            "req -x509 -newkey rsa:2048 -nodes -keyout {} -out {} -days 9 -subj /CN=Ours",
            at("ca.key"),
            at("ca.pem")
        ));
        openssl(&format!(
            "req -newkey rsa:2048 -nodes -keyout {} -out {} -subj /CN=localhost",
            at("key.pem"),
            at("asked.pem")
        ));
        fs::write(dir.join("names"), "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n").unwrap();
        openssl(&format!(
            "x509 -req -in {} -CA {} -CAkey {} -CAcreateserial -days 9 -extfile {} -out {}",
            at("asked.pem"),
            at("ca.pem"),
            at("ca.key"),
            at("names"),
            at("cert.pem")
        ));
        fs::create_dir(dir.join("kept")).unwrap();
        let mut process = Command::new(python())
            .args(["tests/mail/hosts.py", &at("cert.pem"), &at("key.pem"), &at("kept")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let ports: Vec<u16> = line.split_whitespace().map(|port| port.parse().unwrap()).collect();
        Self(process, [ports[0], ports[1]])
    }
}

impl Drop for Hosts {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
#[ignore = "needs Python and openssl"]
fn mail_goes_over_encrypted_lines_to_a_host_that_proves_its_name_and_wants_a_password() {
    World::tell(Engine::Sqlite, |world| {
        let dir = tempfile::tempdir().unwrap();
        let hosts = Hosts::start(dir.path());
        let ca = dir.path().join("ca.pem");
        for (tls, port) in [("tls", hosts.1[0]), ("starttls", hosts.1[1])] {
            let toml = |ca: &str, host: &str, password: &str| {
                format!(
                    "[mail]\ntray = \"smtp\"\nhost = \"{host}\"\nport = {port}\ntls = \"{tls}\"\nusername = \"hearten\"\n\
                     password = \"{password}\"\nca_file = \"{ca}\"\npatience_seconds = 20\n"
                )
            };
            let ours = ca.to_string_lossy();
            assert_eq!(
                send(&house(world, &toml(&ours, "localhost", "open sesame")), 5),
                vec![Outcome::Sent; 5],
                "{tls}"
            );
            for (ca, host, password, why) in [
                ("", "localhost", "open sesame", "nobody that it trusts vouches for it"),
                (&*ours, "127.0.0.1", "open sesame", "it is not the host that was meant"),
                (&*ours, "localhost", "guessed", "the password is wrong"),
            ] {
                let outcomes = send(&house(world, &toml(ca, host, password)), 1);
                assert!(matches!(outcomes[..], [Outcome::Waits(_)]), "{tls}: {why}: {outcomes:?}");
            }
        }
        let kept: Vec<_> =
            fs::read_dir(dir.path().join("kept")).unwrap().map(|file| file.unwrap().file_name()).collect();
        let sealed = |name: &std::ffi::OsString| name.to_string_lossy().ends_with("-hearten.eml");
        assert!(kept.len() == 10 && kept.iter().all(sealed), "{kept:?}");
        assert_eq!(world.floor.db.read(jobs::waiting).unwrap(), 0);
    });
}

#[test]
#[ignore = "needs Python and openssl"]
fn a_signature_is_good_in_the_eyes_of_others() {
    World::tell(Engine::Sqlite, |world| {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
        for (kind, make, start) in [
            ("rsa", format!("genrsa -traditional -out {} 2048", at("rsa")), 0),
            ("ed25519", format!("genpkey -algorithm ed25519 -out {}", at("ed25519")), 12),
        ] {
            openssl(&make);
            openssl(&format!("pkey -in {} -pubout -outform DER -out {}", at(kind), at("public")));
            let public = fs::read(dir.path().join("public")).unwrap();
            let published = format!("v=DKIM1; k={kind}; p={}", base64(&public[start..]));
            let toml = format!(
                "[mail]\nfrom = \"Hearten <hearten@hearten.example>\"\nfolder = \"{}\"\ndkim_domain = \"hearten.example\"\n\
                 dkim_selector = \"one\"\ndkim_key = \"{}\"\n",
                at(&format!("{kind}-mail")),
                at(kind)
            );
            assert_eq!(send(&house(world, &toml), 1), [Outcome::Sent]);
            let mail = fs::read_dir(dir.path().join(format!("{kind}-mail"))).unwrap().next().unwrap().unwrap().path();
            let judged = |published: &str| {
                Command::new(python()).arg("tests/mail/verify.py").arg(&mail).arg(published).output().unwrap()
            };
            let good = judged(&published);
            assert!(good.status.success(), "{kind}: {}", String::from_utf8_lossy(&good.stderr));
            let said = String::from_utf8(good.stdout).unwrap();
            assert_eq!(
                said.trim(),
                "one._domainkey.hearten.example. from:subject:to:date:message-id:reply-to:mime-version:list-unsubscribe:list-unsubscribe-post"
            );
            let text = fs::read_to_string(&mail).unwrap();
            assert!(text.contains("c=relaxed/relaxed"));
            fs::write(&mail, text.replace("Subject: ", "Subject: Not ")).unwrap();
            assert!(!judged(&published).status.success(), "{kind}: a changed subject is found out");
        }
    });
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::prelude::BASE64_STANDARD.encode(bytes)
}
