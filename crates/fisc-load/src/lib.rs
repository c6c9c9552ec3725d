//! Messy sources to columnar frames to raw Parquet.
