//! The listeners, and the life of each connection.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::Response;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::api::Gone;
use crate::body::Body;
use crate::fault::FaultKind;
use crate::shared::Shared;
use crate::wire::{Link, Wire};
use crate::{admin, api};

/// How long a handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How long an idle connection has to take its leave.
const FAREWELL: Duration = Duration::from_millis(100);
/// How often a connection looks at the idle time-out, which can be changed while it is open.
const LOOK: Duration = Duration::from_millis(200);
/// How long to wait when no connection can be accepted, for want of file handles.
const BREATH: Duration = Duration::from_millis(10);

/// What a listener is for.
#[derive(Clone)]
pub(crate) enum Role {
    Http,
    Https(TlsAcceptor),
    Admin,
}

/// An answer in the making.
type Answering = Pin<Box<dyn Future<Output = Result<Response<Body>, Gone>> + Send>>;

/// Accepts connections for ever.
pub(crate) async fn listen(listener: TcpListener, role: Role, shared: Arc<Shared>) {
    loop {
        match listener.accept().await {
            Ok((tcp, _)) => {
                tokio::spawn(connection(tcp, role.clone(), Arc::clone(&shared)));
            }
            Err(_) => tokio::time::sleep(BREATH).await,
        }
    }
}

async fn connection(tcp: TcpStream, role: Role, shared: Arc<Shared>) {
    // Small answers are to leave at once; failing that they are only later.
    let _ = tcp.set_nodelay(true);
    let link = Arc::new(Link::new());
    if matches!(role, Role::Admin) {
        return talk(Wire::new(tcp, Arc::clone(&link), None), link, shared, None).await;
    }
    let mut wire = Wire::new(tcp, Arc::clone(&link), Some(Arc::clone(&shared)));
    if accept(&shared) {
        return;
    }
    let Role::Https(acceptor) = role else {
        return talk(wire, link, shared, Some("http")).await;
    };
    if strikes(&shared, &FaultKind::CloseInHandshake) {
        // What the client said is read first, so that the close is an orderly one.
        let _ = tokio::time::timeout(HANDSHAKE, wire.read(&mut [0; 4096])).await;
        return;
    }
    if let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE, acceptor.accept(wire)).await {
        shared.state().tally.sums.tls_handshakes += 1;
        talk(stream, link, shared, Some("https")).await;
    }
}

/// Counts a connection; true when it is to be closed unread.
fn accept(shared: &Shared) -> bool {
    shared.state().tally.sums.connections_accepted += 1;
    strikes(shared, &FaultKind::CloseOnAccept)
}

fn strikes(shared: &Shared, kind: &FaultKind) -> bool {
    let mut state = shared.state();
    let struck = state.faults.strikes_connection(kind);
    state.tally.sums.faults += u64::from(struck);
    struck
}

/// Speaks HTTP until either side ends it or nothing happens for too long. The API has a scheme.
async fn talk<S>(stream: S, link: Arc<Link>, shared: Arc<Shared>, scheme: Option<&'static str>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = {
        let (link, shared) = (Arc::clone(&link), Arc::clone(&shared));
        service_fn(move |request| {
            let (link, shared) = (Arc::clone(&link), Arc::clone(&shared));
            match scheme {
                Some(scheme) => Box::pin(api::serve(shared, link, scheme, request)) as Answering,
                None => Box::pin(admin::serve(shared, link, request)),
            }
        })
    };
    // The Date header is the simulator's own, from a clock that may be wrong on purpose.
    let talking = http1::Builder::new()
        .auto_date_header(false)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(talking);
    loop {
        let limit = Duration::from_millis(shared.state().settings.idle_timeout_ms);
        let left = limit.saturating_sub(link.idle_for());
        if left.is_zero() {
            shared.state().tally.sums.connections_idled_out += u64::from(scheme.is_some());
            if link.has_served() {
                talking.as_mut().graceful_shutdown();
                let _ = tokio::time::timeout(FAREWELL, talking).await;
            }
            return;
        }
        if tokio::time::timeout(left.min(LOOK), talking.as_mut())
            .await
            .is_ok()
        {
            return;
        }
    }
}
