//! Canonical JSON (RFC 8785): one sequence of bytes for one content, so that a digest or a
//! signature over the bytes is one over the content.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The largest whole number that every reader of JSON reads exactly (RFC 7493).
const LARGEST: u64 = (1 << 53) - 1;

/// Why something has no canonical form, or is not in it.
#[derive(Debug, thiserror::Error)]
pub enum CanonicalError {
    /// Not JSON, or not of the expected shape.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// The same content has another canonical form.
    #[error(
        "not in canonical form (RFC 8785): members in order, no white space, no member twice, one spelling for each value"
    )]
    NotCanonical,
    /// A number that some readers would round.
    #[error("{0}: a number in JSON is exact up to 2^53 - 1 only; write it as a string")]
    Number(serde_json::Number),
}

/// The canonical form.
///
/// # Errors
/// The value cannot be written as JSON, or holds a whole number over 2^53 - 1.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    let value = serde_json::to_value(value)?;
    exact(&value)?;
    Ok(serde_jcs::to_vec(&value)?)
}

/// Reads a value from its canonical form, and from no other.
///
/// # Errors
/// The bytes are no such value, or not its canonical form.
pub fn from_slice<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, CanonicalError> {
    let value: T = serde_json::from_slice(bytes)?;
    if to_vec(&value)? == bytes {
        Ok(value)
    } else {
        Err(CanonicalError::NotCanonical)
    }
}

/// SHA-256 of the canonical form, in lower-case hex.
///
/// # Errors
/// As [`to_vec`].
pub fn sha256<T: Serialize + ?Sized>(value: &T) -> Result<String, CanonicalError> {
    Ok(crate::digest::sha256(&to_vec(value)?))
}

fn exact(value: &Value) -> Result<(), CanonicalError> {
    match value {
        Value::Number(n) => {
            let size = n.as_i64().map(i64::unsigned_abs).or(n.as_u64());
            if size.is_some_and(|size| size > LARGEST) {
                return Err(CanonicalError::Number(n.clone()));
            }
            Ok(())
        }
        Value::Array(items) => items.iter().try_for_each(exact),
        Value::Object(members) => members.values().try_for_each(exact),
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    fn canonical(json: &str) -> String {
        let value: Value = serde_json::from_str(json).expect("JSON");
        String::from_utf8(to_vec(&value).expect("exact")).expect("UTF-8")
    }

    /// RFC 8785 §3.2.2 and §3.2.3: the whole example, and the order of members.
    #[test]
    fn published_examples() {
        let example = r#"{
            "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
            "literals": [null, true, false]
        }"#;
        assert_eq!(
            canonical(example),
            r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
        );
        let order = r#"{
            "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
            "\u00f6": "Latin Small Letter O With Diaeresis"
        }"#;
        let order = canonical(order);
        let places: Vec<usize> = [
            "Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew",
        ]
        .iter()
        .map(|word| order.find(word).expect("there"))
        .collect();
        assert!(places.is_sorted(), "{order}");
    }

    /// RFC 8785, appendix B.
    #[test]
    fn published_numbers() {
        for (bits, text) in [
            (0x0000_0000_0000_0000_u64, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0x41b3_de43_5555_5554, "333333333.33333325"),
            (0x41b3_de43_5555_5555, "333333333.3333333"),
            (0x41b3_de43_5555_5556, "333333333.3333334"),
            (0x41b3_de43_5555_5557, "333333333.33333343"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ] {
            let written = to_vec(&f64::from_bits(bits)).expect("finite");
            assert_eq!(String::from_utf8_lossy(&written), text);
        }
    }

    #[test]
    fn whole_numbers_that_some_readers_round_are_refused() {
        assert_eq!(canonical("9007199254740991"), "9007199254740991");
        assert_eq!(canonical("-9007199254740991"), "-9007199254740991");
        for large in [
            "9007199254740992",
            "-9007199254740992",
            "[18446744073709551615]",
        ] {
            let value: Value = serde_json::from_str(large).expect("JSON");
            assert!(
                matches!(to_vec(&value), Err(CanonicalError::Number(_))),
                "{large}"
            );
        }
    }

    #[derive(Debug, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Small {
        a: String,
        b: BTreeMap<String, u32>,
    }

    #[test]
    fn no_other_form_is_read() {
        let read = |text: &str| from_slice::<Small>(text.as_bytes());
        assert!(read(r#"{"a":"x","b":{"c":1,"d":2}}"#).is_ok());
        for other in [
            r#"{"b":{"c":1,"d":2},"a":"x"}"#,
            r#"{"a":"x","b":{"d":2,"c":1}}"#,
            r#"{"a":"x", "b":{}}"#,
            "{\"a\":\"x\",\"b\":{}}\n",
            r#"{"a":"\u0078","b":{}}"#,
            r#"{"a":"x","b":{"c":1,"c":1}}"#,
            r#"{"a":"x","b":{"c":1e0}}"#,
            r#"{"a":"x","a":"x","b":{}}"#,
            r#"{"a":"x","b":{},"c":1}"#,
            r#"{"a":"x"}"#,
            "",
        ] {
            assert!(read(other).is_err(), "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(a in any::<String>(), b in any::<BTreeMap<String, u32>>()) {
            let bytes = to_vec(&Small { a: a.clone(), b: b.clone() }).expect("exact");
            let small: Small = from_slice(&bytes).expect("canonical");
            prop_assert_eq!((small.a, small.b), (a, b));
        }
    }
}
