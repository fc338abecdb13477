//! Accounts and the trail of what was done with them, for admins.

use super::html;
use crate::app::{App, Need, Visitor, work};
use crate::fault::Fault;
use crate::layout::{Place, nothing, page};
use axum::extract::State;
use axum::response::Response;
use maud::html as markup;
use std::sync::Arc;

pub async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Fault> {
    work(app, visitor, Need::Admin, |desk| {
        let accounts = desk.record.accounts()?;
        let trail = desk.record.trail(200)?;
        let content = markup! {
            h1 { "Accounts" }
            p.lead { "They are made and changed with " code { "contingent user add NAME --role ROLE" } "." }
            table.list {
                thead { tr { th { "Name" } th { "Role" } th { "Since" } th { "By" } } }
                tbody { @for a in &accounts { tr { th scope="row" { (a.name) } td { (a.role) } td.nowrap { (a.at) } td { (a.by) } } } }
            }
            h2 { "Trail" }
            @if trail.is_empty() { (nothing("Nothing was done yet.", "Signing in and changes of accounts are written down here.")) } @else {
                div.wide { table.list {
                    thead { tr { th { "When" } th { "Who" } th { "What" } th { "With" } } }
                    tbody { @for d in &trail { tr { td.nowrap { (d.at) } td { (d.by) } td { (d.deed) } td { (d.about) } } } }
                } }
            }
        };
        Ok(html(page(desk, Place::Elsewhere, "Accounts", &content)))
    })
    .await
}
