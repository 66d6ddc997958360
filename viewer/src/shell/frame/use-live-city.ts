/** Reads the layers, and keeps page and scene in step with edits while the page is open. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCityLayers } from '../../city-data/city-layers.ts';
import { newSources } from '../../city-data/city-sources.ts';
import { connectLiveEvents } from '../../city-data/live-events.ts';
import { askMatchingAgain, followConditions } from '../../city-data/matching.ts';
import { forgetFeatures } from '../../city-data/served-feature.ts';
import { useSession } from '../../city-data/session.ts';
import { useCityState } from '../../state/city-state.ts';
import { sourceTitle } from '../../words/source-title.ts';
import { tell } from '../notices/notices.ts';
import { useScene } from './scene-context.ts';
import { useFlyToSource } from './use-fly-to-source.ts';

/** An import raises many revisions in a row; they are taken together. */
const GATHER_MILLISECONDS = 400;

export function useLiveCity(): void {
  const scene = useScene();
  const { t } = useTranslation();
  const flyToSource = useFlyToSource();
  // The connection outlives the arrival of the scene: opening it again would miss what happens between.
  const refreshed = useRef(scene);
  useEffect(() => {
    refreshed.current = scene;
  }, [scene]);

  useEffect(() => {
    void useSession.getState().load();
    void useCityLayers.getState().load();
  }, []);
  useEffect(followConditions, []);

  useEffect(() => {
    const edited = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const takeIn = (): void => {
      for (const collection of edited) {
        forgetFeatures(collection);
        askMatchingAgain(collection);
        refreshed.current?.refresh(collection);
      }
      edited.clear();
      void useCityLayers.getState().load();
    };
    const later = (collection?: string): void => {
      if (collection !== undefined) edited.add(collection);
      clearTimeout(timer);
      timer = setTimeout(takeIn, GATHER_MILLISECONDS);
    };
    const disconnect = connectLiveEvents(
      (collection) => later(collection),
      () => later(),
    );
    return () => {
      clearTimeout(timer);
      disconnect();
    };
  }, []);

  useEffect(
    () =>
      useCityLayers.subscribe((now, before) => {
        if (now.byId === before.byId || before.byId.size === 0) return;
        for (const source of newSources(before.byId, now.byId)) {
          tell({
            text: t('toast.imported', {
              title: sourceTitle(source.title, source.collections, useCityState.getState().language).title,
            }),
            ...(source.extent ? { action: { label: t('toast.fly'), run: () => flyToSource(source) } } : {}),
          });
        }
      }),
    [t, flyToSource],
  );
}
