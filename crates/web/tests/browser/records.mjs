// Records of invented news at the edges of what a page has to show.

const COUNTRIES = [
  "Kenya", "Jamaica", "Guatemala", "El Salvador", "Belize", "Benin", "Chad", "Bangladesh", "Barbados", "Guyana",
  "Suriname", "Antigua and Barbuda", "Saint Vincent and the Grenadines", "Trinidad and Tobago", "Grenada", "Dominica", "Saint Lucia",
  "Colombia", "Ecuador", "Peru", "Chile", "Argentina", "Uruguay", "Paraguay", "Bolivia", "Brazil", "Mexico", "Honduras",
  "Nicaragua", "Costa Rica", "Panama", "Canada", "France", "Spain", "Portugal", "Italy", "Germany", "Poland", "Sweden",
  "Norway", "Finland", "Denmark", "Ireland", "Belgium", "Austria", "Switzerland", "Romania", "Bulgaria", "Greece", "Turkey",
  "Senegal", "Ghana", "Nigeria", "Rwanda", "Uganda", "Tanzania", "Sierra Leone", "Gambia", "Burundi", "Bosnia and Herzegovina",
];

const LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis".repeat(3);

const news = (name, title, text, more = {}) => ({ id: name, title, text, published: "2025-03-01", publisher: "The Invented Courier", ...more });
const MISSION = "under the Multinational Security Support mission";

export const records = {
  // 60 contributors, half of them with another number from another paper.
  crowd: COUNTRIES.map((who, at) => news(`crowd-${at}`, `${who} sends police to Haiti`,
    `${who} has deployed ${10 + ((at * 37) % 400)} police officers to Haiti ${MISSION}.\n\n${who} has pledged ${300 + at} police officers for the mission in Haiti.`,
    { published: `2024-${String(1 + (at % 12)).padStart(2, "0")}-15` }))
    .concat(COUNTRIES.slice(0, 30).map((who, at) => news(`other-${at}`, `${who} in Haiti`,
      `${who} has deployed ${12 + ((at * 37) % 400)} police officers to Haiti ${MISSION}.`,
      { published: `2024-${String(1 + (at % 12)).padStart(2, "0")}-20`, publisher: "The Other Post" }))),
  // One contributor, one number.
  one: [news("one", "Kenya in Haiti", `Kenya has deployed 400 police officers to Haiti ${MISSION}.`)],
  // A mission without a contributor.
  none: [news("none", "A mission for Haiti", "The United Nations Security Council authorised the Multinational Security Support mission in Haiti on 2 October 2023.")],
  // Names that no column is made for.
  long: [
    news("long-1", `${LONG} ${"and so on and so forth ".repeat(12)}`,
      `Saint Vincent and the Grenadines has deployed 40 police officers to Haiti ${MISSION}.\n\nBosnia and Herzegovina has pledged 1,250,000 euros for the mission in Haiti.\n\n${LONG} ${LONG}`,
      { publisher: `The ${LONG} Herald and General Advertiser of the Whole Region`, url: `https://example.org/${LONG}/${LONG}` }),
    news("long-2", "A commander",
      `Maximilian Ferdinand Wolfgang Archibald Featherstonehaugh-Cholmondeley is the force commander of the Multinational Security Support mission in Haiti.\n\nThe Democratic Republic of the Congo has deployed 60 soldiers to Haiti ${MISSION}.`,
      { published: "2024-08-01" }),
  ],
  // News that speaks of no mission.
  silent: [news("silent", "Rain in the valley", "It rained in the valley for three days. The river rose, and the bridge was closed.")],
};
