-- How often the browser of a terminal's screen was started again since its agent began, and why, as it last said.
ALTER TABLE terminals ADD COLUMN restarts TEXT;
