// Places the panels of all rows on the grid of 24 columns and gives them their numbers. Both products share the result.
import { ROWS } from './panels/index.ts';
import type { Panel } from './panels/panel.ts';
import type { Scope } from './panels/scope.ts';

const COLUMNS = 24;

export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface PlacedPanel {
  readonly id: number;
  readonly at: GridPosition;
  readonly panel: Panel;
}

export interface PlacedRow {
  readonly id: number;
  readonly at: GridPosition;
  readonly title: string;
  readonly isCollapsed: boolean;
  readonly panels: readonly PlacedPanel[];
}

/** From the top; panels fill lines from the left, and a line is as high as its highest panel. Ids are unique, from 1 on. */
export function layOut(scope: Scope): readonly PlacedRow[] {
  let id = 0;
  let y = 0;
  return ROWS.map(({ title, isCollapsed, panels }) => {
    const at = { x: 0, y, w: COLUMNS, h: 1 };
    const enabled = panels.filter(({ isEnabled }) => isEnabled?.(scope) ?? true);
    const { positions, bottom } = flow(enabled, y + 1);
    // What a collapsed row hides takes no room until it is opened.
    y = isCollapsed ? y + 1 : bottom;
    const row = ++id;
    const placed = enabled.map((panel, index) => ({ id: ++id, at: positions[index] as GridPosition, panel }));
    return { id: row, at, title, isCollapsed, panels: placed };
  });
}

function flow(panels: readonly Panel[], top: number): { positions: readonly GridPosition[]; bottom: number } {
  let x = 0;
  let y = top;
  let lineHeight = 0;
  const positions = panels.map(({ width, height }) => {
    if (x + width > COLUMNS) {
      x = 0;
      y += lineHeight;
      lineHeight = 0;
    }
    const at = { x, y, w: width, h: height };
    x += width;
    lineHeight = Math.max(lineHeight, height);
    return at;
  });
  return { positions, bottom: y + lineHeight };
}
