import { describe, expect, it } from 'vitest';
import { sceneInset, type Insets } from './free-area.ts';

const [WIDTH, HEIGHT] = [1440, 824];

describe('the scene', () => {
  it.each<Insets>([
    { left: 0, right: 0, bottom: 0 },
    { left: 304, right: 0, bottom: 0 },
    { left: 304, right: 368, bottom: 0 },
    { left: 0, right: 368, bottom: 300 },
  ])('covers the window and has its middle in the middle of what is free: %j', (insets) => {
    const scene = sceneInset(insets);
    expect(Math.max(...Object.values(scene))).toBeLessThanOrEqual(0);
    expect((scene.left + WIDTH - scene.right) / 2).toBe((insets.left + WIDTH - insets.right) / 2);
    expect((scene.top + HEIGHT - scene.bottom) / 2).toBe((HEIGHT - insets.bottom) / 2);
  });
});
