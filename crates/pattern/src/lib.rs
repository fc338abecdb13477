//! A rule language over dependency trees: read, check, compile, match, explain.
