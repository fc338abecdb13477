//! Which mission of the registry a description fits on the day of publication.

use super::describe::Description;
use super::page::Page;
use contingent_registry::{Entry, Mission, MissionKind};
use smol_str::{SmolStr, format_smolstr};

/// The one mission that a description fits on the day of publication, and why.
pub(crate) fn resolve(page: &Page<'_>, said: &Description) -> Option<(SmolStr, SmolStr)> {
    let registry = page.registry;
    let day = page.day?;
    let mut fits: Vec<(i64, &Mission)> = Vec::new();
    for (number, mission) in (0..).zip(registry.missions()) {
        let Some(mut score) = fit(mission, said, day) else {
            continue;
        };
        let named = page
            .counts
            .get(&Entry::Mission(number))
            .copied()
            .unwrap_or_default();
        score += i64::from(named.min(4)) * 60;
        let spoken = mission
            .hosts
            .iter()
            .filter_map(|h| page.countries.get(h))
            .max()
            .copied()
            .unwrap_or_default();
        score += i64::from(spoken.min(4)) * 30;
        let led = mission
            .lead
            .as_ref()
            .and_then(|lead| page.countries.get(lead))
            .copied()
            .unwrap_or_default();
        score += i64::from(led.min(3)) * 20;
        let anchored = !said.hosts.is_empty()
            || said.lead.is_some()
            || said.either.is_some()
            || named > 0
            || spoken > 0;
        if anchored {
            fits.push((score, mission));
        }
    }
    fits.sort_by_key(|(score, mission)| (-score, mission.id.clone()));
    let (best, mission) = *fits.first()?;
    if fits.get(1).is_some_and(|(second, _)| *second == best) {
        return None;
    }
    let mut why = String::from("described:");
    if let Some(lead) = &said.lead {
        why += &format!(" led by {lead},");
    }
    if let Some(parent) = &said.parent {
        why += &format!(" of {parent},");
    }
    if let Some(host) = said.hosts.first().or(said.either.as_ref()) {
        why += &format!(" {host},");
    }
    Some((mission.id.clone(), format_smolstr!("{why} on {day}")))
}

/// How well a mission fits; `None` when something said speaks against it.
fn fit(mission: &Mission, said: &Description, day: jiff::civil::Date) -> Option<i64> {
    let mut score = 0;
    let hosted = |country: &SmolStr| mission.hosts.contains(country);
    if !said.hosts.is_empty() {
        // A list of countries is that of the members, who can stand in any order.
        if !said.hosts.iter().all(hosted) {
            return None;
        }
        score += if mission.hosts.first() == said.hosts.first() {
            40
        } else {
            20
        };
        score += 10 * i64::try_from(said.hosts.len()).unwrap_or_default();
    }
    if let Some(lead) = &said.lead {
        match &mission.lead {
            Some(country) if country == lead => score += 200,
            _ => return None,
        }
    }
    if let Some(country) = &said.either {
        let leads = mission.lead.as_ref() == Some(country);
        if !leads && !hosted(country) {
            return None;
        }
        score += if leads { 60 } else { 30 };
    }
    match (&said.parent, &mission.parent) {
        (Some(said), Some(parent)) if said == parent => score += 60,
        (Some(_), _) => return None,
        // The words do not say whose it is: then it is likelier not the UN's, which news names.
        (None, Some(parent)) if parent == "un" => score -= 25,
        (None, _) => {}
    }
    if said.indefinite && said.hosts.is_empty() && said.lead.is_none() && !said.office {
        return None;
    }
    if said.office && mission.kind == MissionKind::Office {
        let name = mission.name.to_lowercase();
        let kind = said.office_of.unwrap_or("support");
        let same = name.contains(&format!("{kind} office"));
        // Without a word for it, an office is not the one that carries supplies.
        score += match (said.office_of, same) {
            (Some(_), true) => 80,
            (Some(_), false) => return None,
            (None, true) => -60,
            (None, false) => 0,
        };
    }
    if said.office != (mission.kind == MissionKind::Office) && (said.office || said.force) {
        score -= 80;
        if said.office {
            return None;
        }
    }
    if mission.kind == MissionKind::Office && !said.office {
        score -= 40;
    }
    if mission.kind == MissionKind::Naval {
        score -= 60;
    }
    let distance = i64::from(mission.period.distance(day));
    score += match distance {
        0 => {
            let young = mission
                .period
                .start
                .map_or(9999, |s| (day - s.first_day()).get_days());
            if said.past {
                -200
            } else if said.coming && young > 120 {
                0
            } else {
                120
            }
        }
        1..=700 => {
            if said.coming {
                140
            } else {
                60 - distance / 20
            }
        }
        -500..=-1 => {
            if said.past {
                140
            } else {
                80 + distance / 10
            }
        }
        -2600..=-501 if said.past => 40,
        _ => return None,
    };
    Some(score)
}
