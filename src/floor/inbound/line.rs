//! The line to a mailbox: plain on this machine, else encrypted from its first byte.

use std::{fmt::Debug, sync::Arc};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
    },
};

use super::settings::{Settings, Tls};
use crate::floor::error::{Error, Result};

/// Either kind of line.
pub trait Line: AsyncRead + AsyncWrite + Unpin + Debug + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Debug + Send> Line for T {}

/// Opens it; a host that is spoken to under TLS has to prove its name.
pub async fn open(settings: &Settings) -> Result<Box<dyn Line>> {
    let stream = TcpStream::connect((settings.host.as_str(), settings.port)).await.map_err(Error::later)?;
    stream.set_nodelay(true).map_err(Error::later)?;
    if settings.tls == Tls::None {
        return Ok(Box::new(stream));
    }
    let name = ServerName::try_from(settings.host.clone()).map_err(Error::broken)?;
    let connector = TlsConnector::from(Arc::new(trust(&settings.ca_file)?));
    Ok(Box::new(connector.connect(name, stream).await.map_err(Error::later)?))
}

/// Whose word a certificate is taken on.
fn trust(ca_file: &str) -> Result<ClientConfig> {
    let mut roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    if !ca_file.is_empty() {
        let wrong = || Error::invalid("inbound.ca_file", "inbound.ca_file: it is no file of certificates in PEM");
        let certificates = CertificateDer::pem_file_iter(ca_file).map_err(|_| wrong())?;
        for certificate in certificates {
            roots.add(certificate.map_err(|_| wrong())?).map_err(Error::broken)?;
        }
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().map_err(Error::broken)?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}
