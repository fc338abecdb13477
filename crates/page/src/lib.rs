//! A news page or a plain copy of one, read into title, byline, publication time, publisher and body.
