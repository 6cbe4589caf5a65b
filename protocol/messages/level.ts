import { z } from 'zod';

export const LevelSchema = z
  .literal([5, 4, 3, 2, 1])
  .describe('Level of satisfaction, 5 = 非常满意 … 1 = 非常不满意 (SZ-10)');
