//! Some memory is in nobody's account: windows, the rows of a result. The watchdog looks at what the
//! process really holds, and stops the queries that run before the system stops the process.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Notify;

/// How often it looks.
const INTERVAL: Duration = Duration::from_millis(100);
/// How often it must see too much, one look after the other: a peak that is over at once harms nobody.
const LOOKS: u32 = 3;
/// For how long it looks away after stopping the queries: memory goes back to the system late.
const REST: Duration = Duration::from_secs(2);

/// A thread that watches while it is kept.
pub(crate) struct Watchdog {
    too_much: Arc<Notify>,
    ended: Arc<AtomicBool>,
}

impl Watchdog {
    /// Watches for more than `limit` bytes. Where the system does not say what a process holds, it
    /// never barks.
    pub(crate) fn start(limit: usize) -> Watchdog {
        let watchdog = Watchdog {
            too_much: Arc::new(Notify::new()),
            ended: Arc::new(AtomicBool::new(false)),
        };
        let (too_much, ended) = (Arc::clone(&watchdog.too_much), Arc::clone(&watchdog.ended));
        std::thread::spawn(move || {
            let mut looks = 0;
            while !ended.load(Ordering::Relaxed) {
                let held = memory_stats::memory_stats().map_or(0, |m| m.physical_mem);
                looks = if held > limit { looks + 1 } else { 0 };
                if looks == LOOKS {
                    too_much.notify_waiters();
                    looks = 0;
                    std::thread::sleep(REST);
                }
                std::thread::sleep(INTERVAL);
            }
        });
        watchdog
    }

    /// Resolves when the process holds too much.
    pub(crate) fn too_much(&self) -> impl Future<Output = ()> + Send + 'static {
        let notify = Arc::clone(&self.too_much);
        async move { notify.notified().await }
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}
