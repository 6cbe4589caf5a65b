-- What a key is for. Whoever has reported steps of work orders until now is the hotline.
ALTER TABLE systems ADD COLUMN kind TEXT NOT NULL DEFAULT 'business';
UPDATE systems SET kind = 'hotline'
WHERE systemId IN (SELECT systemId FROM workOrderSteps WHERE systemId IS NOT NULL);
