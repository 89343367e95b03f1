//! Whose word a mail host's certificate is taken on: the usual authorities, and those of `mail.ca_file`.

use std::{fs, sync::Arc};

use lettre::transport::smtp::client::{Certificate, TlsParameters};
use tokio_rustls::rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};

use crate::floor::error::{Error, Result};

/// The certificates in a PEM file.
///
/// # Errors
/// `Invalid`, where it cannot be read or holds none.
pub fn certificates(file: &str) -> Result<Vec<CertificateDer<'static>>> {
    let wrong = |what: &str| Error::invalid("mail.ca_file", format!("mail.ca_file: {what}"));
    let pem = fs::read(file).map_err(|error| wrong(&format!("it cannot be read ({})", error.kind())))?;
    let found: Vec<_> = CertificateDer::pem_slice_iter(&pem)
        .collect::<Result<_, _>>()
        .map_err(|_| wrong("it is not a file of certificates in PEM"))?;
    if found.is_empty() { Err(wrong("it holds no certificate")) } else { Ok(found) }
}

/// For a line that is encrypted from its first byte.
pub fn client(ca_file: &str) -> Result<Arc<ClientConfig>> {
    let mut roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    for certificate in ours(ca_file)? {
        roots.add(certificate).map_err(Error::broken)?;
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(Error::broken)?;
    Ok(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
}

/// For a line that is encrypted once both sides have agreed on it (STARTTLS), which lettre does.
pub fn parameters(host: &str, ca_file: &str) -> Result<TlsParameters> {
    let mut builder = TlsParameters::builder(host.to_owned());
    for certificate in ours(ca_file)? {
        builder = builder.add_root_certificate(Certificate::from_der(certificate.to_vec()).map_err(Error::broken)?);
    }
    builder.build_rustls().map_err(Error::broken)
}

fn ours(ca_file: &str) -> Result<Vec<CertificateDer<'static>>> {
    if ca_file.is_empty() { Ok(Vec::new()) } else { certificates(ca_file) }
}
