-- taken_at: when its products were taken last; a fetch that failed, or found nothing new, leaves it. last_modified: as the server said it.
-- set_aside: the first rows that were no product, as JSON of line and reason.
alter table feed_fetch add column taken_at integer;
alter table feed_fetch add column last_modified text;
alter table feed_fetch add column set_aside text not null default '[]';
