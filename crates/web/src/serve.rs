//! Starting the server: what is refused before the first request, and the threads that answer.

use crate::app::{App, Explain, Settings};
use crate::fault::Fault;
use crate::pool::Pool;
use crate::router::router;
use crate::warm::{self, Wanted, Warmer};
use contingent_record::Place;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// A server that listens and answers once it is run.
pub struct Listening {
    runtime: Runtime,
    listener: TcpListener,
    app: Arc<App>,
    address: SocketAddr,
    wanted: Wanted,
}

/// Opens the record and the address. Port 0 takes any free one.
///
/// # Errors
/// When the record cannot be used, when the address is taken, or when others could reach a record without accounts.
pub fn listen(
    place: Place,
    host: IpAddr,
    port: u16,
    mut settings: Settings,
    explain: Box<dyn Explain>,
) -> Result<Listening, Fault> {
    settings.loopback = host.is_loopback();
    let pool = Pool::open(place)?;
    let accounts = pool.with(|record| record.accounts().map_err(Fault::from))?;
    if !settings.loopback
        && !accounts
            .iter()
            .any(|a| a.role > contingent_record::AccountRole::Closed)
    {
        return Err(Fault::Forbidden(format!(
            "the record {} has no accounts, so anybody who reaches {host} could judge in it; \
             make one with `contingent user add NAME --role admin`, or leave --host out to be reached from this machine only",
            pool.place()
        )));
    }
    let broken =
        |e: std::io::Error| Fault::Unusable(format!("cannot listen on {host}, port {port}: {e}"));
    let runtime = Builder::new_multi_thread()
        // Records are worked on by the blocking threads. Some of them may wait for one that reckons what they want, too.
        .worker_threads(2)
        .max_blocking_threads(8)
        .enable_all()
        .build()
        .map_err(broken)?;
    let listener = runtime
        .block_on(TcpListener::bind((host, port)))
        .map_err(broken)?;
    let address = listener.local_addr().map_err(broken)?;
    let (warmer, wanted) = Warmer::new();
    let app = Arc::new(App::new(pool, settings, explain, warmer));
    Ok(Listening {
        runtime,
        listener,
        app,
        address,
        wanted,
    })
}

impl Listening {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the program is told to stop.
    ///
    /// # Errors
    /// When the network fails.
    pub fn run(self) -> std::io::Result<()> {
        warm::start(&self.app, self.wanted)?;
        let service = router(self.app).into_make_service_with_connect_info::<SocketAddr>();
        self.runtime.block_on(async {
            axum::serve(self.listener, service)
                .with_graceful_shutdown(stopped())
                .await
        })
    }
}

/// Ends when somebody presses Ctrl-C, or the system asks the program to end.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut end = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        {
            Ok(end) => end,
            Err(_) => {
                let _ = interrupt.await;
                return;
            }
        };
        let mut interrupt = std::pin::pin!(interrupt);
        std::future::poll_fn(|context| {
            use std::future::Future;
            if interrupt.as_mut().poll(context).is_ready() || end.poll_recv(context).is_ready() {
                return std::task::Poll::Ready(());
            }
            std::task::Poll::Pending
        })
        .await;
    }
    #[cfg(not(unix))]
    {
        let _ = interrupt.await;
    }
}
