-- On which text in force a draft was begun: its version leaves out names and comments. Null for drafts from before, and where nothing was in force.
alter table journey_draft add column base_text text;
