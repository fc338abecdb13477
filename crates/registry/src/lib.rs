//! Missions, countries, bodies, armed groups, office-holders and places: data with sources, and how to look them up.
