//! How many submissions are taken: from one address, and altogether, so that one program cannot fill the
//! office's days. Kept in memory only, and no longer than it counts.

use axum::http::HeaderMap;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// So many in such a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How many; at least one.
    pub many: i32,
    /// In which time.
    pub within: TimeDelta,
}

impl Pace {
    /// A bucket as the moment by which it is full again (the generic cell rate algorithm): what it is after
    /// one more; nothing where that is one too many.
    fn after(self, full: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let last = now.checked_add_signed(self.within)?;
        // What lies further ahead was written before the clock was set back.
        let full = full.filter(|f| *f <= last).unwrap_or(now).max(now);
        let next = full.checked_add_signed(self.within / self.many)?;
        (next <= last).then_some(next)
    }
}

/// How many submissions the form takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From one address.
    pub address: Pace,
    /// Altogether.
    pub overall: Pace,
    /// Waiting in the inbox at once.
    pub waiting: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            address: Pace {
                many: 5,
                within: TimeDelta::minutes(10),
            },
            overall: Pace {
                many: 60,
                within: TimeDelta::hours(1),
            },
            waiting: 1_000,
        }
    }
}

/// What was taken lately.
pub struct Rates {
    limits: Limits,
    overall: Option<DateTime<Utc>>,
    addresses: BTreeMap<IpAddr, DateTime<Utc>>,
}

impl Rates {
    /// Nothing yet.
    pub fn new(limits: Limits) -> Rates {
        Rates {
            limits,
            overall: None,
            addresses: BTreeMap::new(),
        }
    }

    /// Whether one more is taken from this address now; then it counts.
    pub fn admit(&mut self, from: IpAddr, now: DateTime<Utc>) -> bool {
        let from = line(from);
        self.addresses.retain(|_, full| *full > now);
        let address = self.addresses.get(&from).copied();
        let address = self.limits.address.after(address, now);
        let overall = self.limits.overall.after(self.overall, now);
        let (Some(address), Some(overall)) = (address, overall) else {
            return false;
        };
        self.addresses.insert(from, address);
        self.overall = Some(overall);
        true
    }
}

/// What one sender has at least: an IPv6 line is a whole /64.
fn line(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

/// The address that the nearest proxy saw: the last that `X-Forwarded-For` names. What stands before it
/// the sender may have written.
pub fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let mut lines = headers.get_all("x-forwarded-for").iter();
    let line = lines.next_back()?.to_str().ok()?;
    let last = line.rsplit(',').next()?.trim();
    let bare = last.trim_start_matches('[').trim_end_matches(']').parse();
    bare.or_else(|_| last.parse::<SocketAddr>().map(|a| a.ip()))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).expect("a moment")
    }

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn five_in_ten_minutes_from_one_address_and_sixty_in_an_hour_from_all() {
        let mut rates = Rates::new(Limits::default());
        let one = address("198.51.100.1");
        let taken = (0..8).filter(|_| rates.admit(one, at(0))).count();
        assert_eq!(taken, 5);
        assert!(!rates.admit(one, at(119)));
        // One more every two minutes.
        assert!(rates.admit(one, at(120)) && !rates.admit(one, at(121)));
        let others = (0..100).filter(|n| rates.admit(address(&format!("203.0.113.{n}")), at(121)));
        // Sixty less six, and two minutes later two more.
        assert_eq!(others.count(), 56);
        // Nobody is remembered longer than it counts.
        assert!(rates.admit(one, at(7200)));
        assert_eq!(rates.addresses.len(), 1);
    }

    #[test]
    fn a_clock_that_was_set_back_closes_nothing() {
        let mut rates = Rates::new(Limits::default());
        let one = address("198.51.100.1");
        assert!(rates.admit(one, at(100_000)));
        let taken = (0..8).filter(|_| rates.admit(one, at(0))).count();
        assert_eq!(taken, 5);
    }

    #[test]
    fn one_line_of_ipv6_is_one_address() {
        let mut rates = Rates::new(Limits::default());
        let taken = (0..9).filter(|n| rates.admit(address(&format!("2001:db8::{n}")), at(0)));
        assert_eq!(taken.count(), 5);
        assert!(rates.admit(address("2001:db8:0:1::1"), at(0)));
        assert_eq!(line(address("::ffff:192.0.2.1")), address("192.0.2.1"));
    }

    #[test]
    fn of_what_proxies_say_only_the_last_counts() {
        let named = |lines: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", HeaderValue::from_static(line));
            }
            forwarded(&headers)
        };
        assert_eq!(named(&["10.0.0.1, 192.0.2.7"]), Some(address("192.0.2.7")));
        assert_eq!(
            named(&["10.0.0.1", "192.0.2.7:99"]),
            Some(address("192.0.2.7"))
        );
        assert_eq!(named(&["[2001:db8::1]:443"]), Some(address("2001:db8::1")));
        assert_eq!(named(&["[2001:db8::1]"]), Some(address("2001:db8::1")));
        assert_eq!(named(&["10.0.0.1, unknown"]), None);
        assert_eq!(named(&[]), None);
    }
}
