//! All digit tests of a file of amounts (cents, 64-bit integers, little-endian), for
//! benches/digits/bench.py: `digit_tests FILE` prints the seconds, reading included, and what came
//! out, as JSON.
#![allow(clippy::print_stdout)] // a program for a program

use fisc_stats::digits::{DigitTest, Place, Preconditions, Profile, distortion, summation};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("digit_tests FILE")?;
    let start = Instant::now();
    let bytes = std::fs::read(&file)?;
    let (whole, _) = bytes.as_chunks::<8>();
    let mut amounts: Vec<i64> = whole.iter().map(|b| i64::from_le_bytes(*b)).collect();
    drop(bytes);
    let read = start.elapsed().as_secs_f64();
    let profile = Profile::of(&mut amounts, 10)?;
    let mut out = Vec::new();
    for place in Place::ALL {
        let test = DigitTest::new(&profile.digits, place).ok_or("no amounts")?;
        let fails = Preconditions::for_place(place).fails(&profile.digits, &profile.repeats);
        out.push((place, test.mad, test.chi2, fails.is_none()));
    }
    let second = DigitTest::new(&profile.second_order, Place::FirstTwo).ok_or("no differences")?;
    let mantissas = profile.mantissas.test().ok_or("no amounts")?;
    let factor = distortion(&profile.digits).ok_or("no amounts")?.factor;
    let largest = summation(&profile.digits)[0].digits;
    let repeated = profile.repeats.most()[0].count;
    let seconds = start.elapsed().as_secs_f64();
    let places: Vec<String> = out
        .iter()
        .map(|(p, mad, chi2, judged)| {
            format!(
                "{{\"place\": \"{p:?}\", \"mad\": {mad}, \"chi2\": {chi2}, \"judged\": {judged}}}"
            )
        })
        .collect();
    println!(
        "{{\"seconds\": {seconds:.4}, \"of_which_reading\": {read:.4}, \"n\": {}, \"places\": [{}], \
         \"second_order_mad\": {}, \"l2\": {}, \"distortion\": {factor}, \"largest_sum\": {largest}, \
         \"most_repeated\": {repeated}}}",
        profile.digits.n(),
        places.join(", "),
        second.mad,
        mantissas.l2
    );
    Ok(())
}
