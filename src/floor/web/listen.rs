//! The socket that pages are served on. A whole council may press in one second, and a connection that finds the line full is tried
//! again by its browser a second later: the line is made long.

use std::net::{SocketAddr, TcpListener, ToSocketAddrs};

use socket2::{Domain, Protocol, Socket, Type};

use crate::floor::error::{Error, Result};

/// How many connections may wait to be taken, where the system allows as many.
const LINE: i32 = 2048;

/// Listens at `address`, such as `127.0.0.1:8420`; port 0 is any that is free.
///
/// # Errors
/// `Invalid`, where it is no address; `Broken`, where it cannot be had.
pub fn listen(address: &str) -> Result<TcpListener> {
    let place: SocketAddr = address
        .to_socket_addrs()
        .ok()
        .and_then(|mut places| places.next())
        .ok_or_else(|| Error::invalid("web.listen", format!("web.listen: {address} is no address and port.")))?;
    let socket = Socket::new(Domain::for_address(place), Type::STREAM, Some(Protocol::TCP))?;
    // So that a restart need not wait for connections of the one before to be forgotten.
    socket.set_reuse_address(true)?;
    socket.bind(&place.into())?;
    socket.listen(LINE)?;
    Ok(socket.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_free_port_is_had_and_what_is_no_address_is_refused() {
        let listener = listen("127.0.0.1:0").unwrap();
        assert!(listener.local_addr().unwrap().port() > 0);
        assert!(listen(&listener.local_addr().unwrap().to_string()).is_err(), "somebody has it");
        assert!(listen("nowhere").unwrap_err().to_string().contains("web.listen"));
    }
}
