-- Presses since its start that the driver of a terminal's keypad does not know, as it last said.
ALTER TABLE terminals ADD COLUMN unknownKeys TEXT;
