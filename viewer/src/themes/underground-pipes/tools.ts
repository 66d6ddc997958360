/** The pipe workbench: its tools in the order in which they are offered. */
import type { ThemeTool } from '../index.ts';

export const tools: readonly ThemeTool[] = [];
