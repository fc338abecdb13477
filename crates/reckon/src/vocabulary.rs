//! The closed lists of words that the fields of a claim choose from.
//!
//! The words are those of `contingent_claim`'s schema; a test compares the two.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($variant:ident = $word:literal, $doc:literal;)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $(#[doc = $doc] #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// All of them, in the codebook's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word in the JSON form.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// What that word stands for.
            #[must_use]
            pub fn of(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

words! {
    /// How far people of a mission have come.
    Status {
        Authorized = "authorized", "Size set for the whole.";
        Required = "required", "Said to be needed or asked for.";
        Pledged = "pledged", "Offered or promised by a contributor.";
        Ready = "ready", "Trained and waiting to go.";
        Planned = "planned", "Announced or scheduled to go.";
        Deployed = "deployed", "Arrived, or in the mission area.";
        Withdrawn = "withdrawn", "Gone home.";
        WithdrawalPlanned = "withdrawal_planned", "Announced to go home.";
    }
}
words! {
    /// What kind of number a count of people is.
    Measure {
        Total = "total", "People in that state at the date.";
        Increment = "increment", "One movement.";
        Cumulative = "cumulative", "All since the start.";
    }
}
words! {
    /// What kind of people.
    Personnel {
        Police = "police", "Police.";
        Military = "military", "Soldiers.";
        Civilian = "civilian", "Civilians.";
        Mixed = "mixed", "More than one kind.";
        Unspecified = "unspecified", "Not said.";
    }
}
words! {
    /// What was done to a mission's legal basis.
    Act {
        Requested = "requested", "Asked for.";
        Authorized = "authorized", "Authorised.";
        Extended = "extended", "Prolonged.";
        Changed = "changed", "Changed.";
        Transformed = "transformed", "Made into a successor.";
        Ended = "ended", "Ended.";
        Rejected = "rejected", "Refused.";
        Suspended = "suspended", "Stopped for the time being.";
    }
}
words! {
    /// At which stage money is.
    MoneyStatus {
        Required = "required", "Needed.";
        Requested = "requested", "Asked for.";
        Pledged = "pledged", "Promised.";
        Approved = "approved", "Authorised by a legislature.";
        Contributed = "contributed", "Paid.";
        Withheld = "withheld", "Frozen or cut.";
        Available = "available", "A balance.";
        Shortfall = "shortfall", "What is missing.";
        Spent = "spent", "Spent.";
    }
}
words! {
    /// What kind of number an amount of money is.
    MoneyMeasure {
        Total = "total", "Stands at.";
        Increment = "increment", "One gift.";
        PerYear = "per_year", "Each year.";
        PerMonth = "per_month", "Each month.";
    }
}
words! {
    /// A kind of thing.
    Item {
        ArmouredVehicle = "armoured_vehicle", "Armoured vehicles.";
        Vehicle = "vehicle", "Vehicles.";
        Helicopter = "helicopter", "Helicopters.";
        Aircraft = "aircraft", "Aircraft.";
        Drone = "drone", "Drones.";
        Ship = "ship", "Ships.";
        Weapon = "weapon", "Weapons.";
        Ammunition = "ammunition", "Ammunition.";
        Radio = "radio", "Radios.";
        Base = "base", "Bases.";
        Other = "other", "Anything else.";
    }
}
words! {
    /// How far things have come.
    ThingStatus {
        Required = "required", "Needed.";
        Pledged = "pledged", "Promised.";
        Planned = "planned", "Announced.";
        Delivered = "delivered", "Delivered.";
        Operating = "operating", "In use.";
        Lost = "lost", "Lost.";
    }
}
words! {
    /// What happened to people.
    Harm {
        Killed = "killed", "Killed.";
        Injured = "injured", "Injured.";
        Kidnapped = "kidnapped", "Kidnapped.";
        Displaced = "displaced", "Driven from home.";
        Missing = "missing", "Missing.";
        Arrested = "arrested", "Arrested.";
        Raped = "raped", "Raped.";
    }
}
words! {
    /// To whom it happened.
    Victims {
        Mission = "mission", "People of the mission.";
        Civilian = "civilian", "Civilians.";
        Police = "police", "Police.";
        Military = "military", "Soldiers.";
        ArmedGroup = "armed_group", "Members of armed groups.";
        People = "people", "People, not said which.";
    }
}
words! {
    /// Whether an office is held.
    Standing {
        Holds = "holds", "In office.";
        Named = "named", "Named, not yet in office.";
        Acting = "acting", "Acting.";
        Outgoing = "outgoing", "About to leave.";
        Former = "former", "No longer in office.";
    }
}
words! {
    /// How sure a number is meant to be.
    Hedge {
        Exact = "exact", "800.";
        About = "about", "Some 800.";
        AtLeast = "at_least", "800 or more.";
        AtMost = "at_most", "Up to 800.";
        MoreThan = "more_than", "Over 800.";
        LessThan = "less_than", "Fewer than 800.";
        Range = "range", "750 to 800.";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contingent_claim::{ClaimType, Domain};

    #[test]
    fn the_words_are_those_of_the_schema() {
        let listed = |kind: ClaimType, field: &str| match kind.field(field).map(|f| f.domain) {
            Some(Domain::OneOf(words)) => words.to_vec(),
            _ => Vec::new(),
        };
        macro_rules! same {
            ($name:ident, $kind:ident, $field:literal) => {
                assert_eq!(
                    listed(ClaimType::$kind, $field),
                    $name::ALL.iter().map(|w| w.word()).collect::<Vec<_>>()
                );
            };
        }
        same!(Status, Strength, "status");
        same!(Measure, Strength, "measure");
        same!(Personnel, Strength, "personnel");
        same!(Act, Mandate, "act");
        same!(MoneyStatus, Funding, "status");
        same!(MoneyMeasure, Funding, "measure");
        same!(Item, Equipment, "item");
        same!(ThingStatus, Equipment, "status");
        same!(Harm, Toll, "harm");
        same!(Victims, Toll, "victims");
        same!(Standing, Role, "standing");
    }
}
