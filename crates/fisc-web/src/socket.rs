//! The address that is listened on, with or without encryption, and the names it goes by: the same for
//! the desk and for the public's form.

use crate::server::ServeError;
use axum::Router;
use axum_server::Server;
use axum_server::tls_rustls::RustlsConfig;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::time::Duration;

/// How long a head may take to arrive: who sends it letter by letter holds no connection for ever.
const HEAD: Duration = Duration::from_secs(30);

/// A listening address; nothing is answered yet.
pub struct Socket {
    listener: TcpListener,
    /// Where it listens.
    pub address: SocketAddr,
    tls: Option<(PathBuf, PathBuf)>,
}

impl Socket {
    /// Listens.
    ///
    /// # Errors
    /// The address is not of this machine alone and there is no certificate, or it is taken.
    pub fn bind(
        address: SocketAddr,
        tls: Option<(PathBuf, PathBuf)>,
    ) -> Result<Socket, ServeError> {
        if !address.ip().is_loopback() && tls.is_none() {
            return Err(ServeError::Open(address));
        }
        let listen = |source| ServeError::Listen { address, source };
        let listener = TcpListener::bind(address).map_err(listen)?;
        listener.set_nonblocking(true).map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        Ok(Socket {
            listener,
            address,
            tls,
        })
    }

    /// Answers until the process ends.
    ///
    /// # Errors
    /// See [`ServeError`].
    pub fn run(self, router: Router) -> Result<(), ServeError> {
        let address = self.address;
        let listen = |source| ServeError::Listen { address, source };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(listen)?;
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        runtime.block_on(async {
            match self.tls {
                None => {
                    let server = axum_server::from_tcp(self.listener).map_err(listen)?;
                    patient(server).serve(service).await.map_err(listen)
                }
                Some((certificate, key)) => {
                    let config = RustlsConfig::from_pem_file(&certificate, &key).await;
                    let config = config.map_err(|source| ServeError::Tls {
                        certificate,
                        key,
                        source,
                    })?;
                    let server = axum_server::from_tcp_rustls(self.listener, config);
                    let server = server.map_err(listen)?;
                    patient(server).serve(service).await.map_err(listen)
                }
            }
        })
    }
}

fn patient<A, Acceptor>(mut server: Server<A, Acceptor>) -> Server<A, Acceptor>
where
    A: axum_server::Address,
{
    server.http_builder().http1().header_read_timeout(HEAD);
    server
}

/// How browsers name this server: with the port, and without where it is the usual one.
#[must_use]
pub fn hosts(address: SocketAddr, names: &[String], tls: bool) -> Vec<String> {
    let mut all: Vec<String> = vec![address.to_string()];
    let usual = if tls { 443 } else { 80 };
    let mut named: Vec<String> = names.iter().map(|n| n.to_ascii_lowercase()).collect();
    if address.ip().is_loopback() {
        named.push("localhost".into());
    }
    for name in named {
        all.push(format!("{name}:{}", address.port()));
        if address.port() == usual {
            all.push(name);
        }
    }
    if address.port() == usual {
        let ip = address.to_string();
        all.push(ip.trim_end_matches(&format!(":{usual}")).to_string());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_answers_to_its_own_names_only() {
        let at = |text: &str| text.parse::<SocketAddr>().expect("an address");
        assert_eq!(
            hosts(at("127.0.0.1:8080"), &[], false),
            ["127.0.0.1:8080", "localhost:8080"]
        );
        assert_eq!(
            hosts(at("10.0.0.5:443"), &["Desk.example".into()], true),
            [
                "10.0.0.5:443",
                "desk.example:443",
                "desk.example",
                "10.0.0.5"
            ]
        );
    }

    #[test]
    fn an_open_address_needs_a_certificate() {
        let open = "0.0.0.0:0".parse().expect("an address");
        let refused = Socket::bind(open, None).err().expect("refused");
        let text = refused.to_string();
        assert!(text.contains("--certificate"), "{text}");
    }
}
