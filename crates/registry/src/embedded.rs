//! The files that are built in.

/// Name and text of each, except the packed places.
pub(crate) const FILES: [(&str, &str); 7] = [
    (
        "countries.tsv",
        include_str!("../../../registry/countries.tsv"),
    ),
    (
        "missions.tsv",
        include_str!("../../../registry/missions.tsv"),
    ),
    ("bodies.tsv", include_str!("../../../registry/bodies.tsv")),
    ("groups.tsv", include_str!("../../../registry/groups.tsv")),
    ("persons.tsv", include_str!("../../../registry/persons.tsv")),
    ("offices.tsv", include_str!("../../../registry/offices.tsv")),
    (
        "places-news.tsv",
        include_str!("../../../registry/places-news.tsv"),
    ),
];
