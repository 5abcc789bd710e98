-- The images of briefings lie among the originals, by the hash that their blocks
-- give. A program that does not know this would take them for loose ones.

DROP TRIGGER originals_are_immutable;
CREATE TRIGGER originals_are_immutable BEFORE UPDATE ON originals
BEGIN SELECT raise(ABORT, 'an original or an image is never changed'); END;
