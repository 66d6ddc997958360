import { describe, expect, it } from 'vitest';
import { freeArea, sceneInset, type Insets } from './free-area.ts';

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

  it('knows which part of itself is free: the same from both sides of its middle', () => {
    // A scene of 1440 + 304 by 824 pixels: the panel covers its left, as much of its right is outside the window.
    expect(freeArea({ left: 304, right: 0, bottom: 0 })).toEqual({
      left: 304,
      right: 304,
      top: 0,
      bottom: 0,
    });
    // It begins 64 pixels left of the window: 304 + 64 from its left are covered.
    expect(freeArea({ left: 304, right: 368, bottom: 0 })).toEqual({
      left: 368,
      right: 368,
      top: 0,
      bottom: 0,
    });
    expect(freeArea({ left: 0, right: 0, bottom: 300 })).toEqual({
      left: 0,
      right: 0,
      top: 300,
      bottom: 300,
    });
  });
});
