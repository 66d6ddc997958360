/** Where one is, and everywhere else that has data: the sources of the city, each with the way there. */
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useCityLayers } from '../../city-data/city-layers.ts';
import { citySources, isWithin, type CitySource } from '../../city-data/city-sources.ts';
import { useCityState } from '../../state/city-state.ts';
import { formatDate } from '../../words/format.ts';
import { sourceTitle } from '../../words/source-title.ts';
import { useWords } from '../../words/use-words.ts';
import { Icon } from '../frame/icon.tsx';
import { useScene } from '../frame/scene-context.ts';
import { useFlyToSource } from '../frame/use-fly-to-source.ts';

/** A camera that looks at a place obliquely stands outside it: at least this far, and farther with its height, degrees. */
const OUTSIDE_DEGREES = 0.03;
const METRES_PER_DEGREE = 111_320;
/** An extent as large as a province is no place to be in, degrees. */
const PLACE_DEGREES = 2;

export function PlaceMenu() {
  const { t, language } = useWords();
  const scene = useScene();
  const byId = useCityLayers((layers) => layers.byId);
  const camera = useCityState((state) => state.camera);
  const flyToSource = useFlyToSource();
  const sources = citySources(byId);
  const here = sources.find(
    ({ extent }) =>
      camera !== null &&
      extent !== undefined &&
      extent[2] - extent[0] < PLACE_DEGREES &&
      isWithin(camera, extent, OUTSIDE_DEGREES + camera.heightMetres / METRES_PER_DEGREE),
  );
  return (
    <DialogTrigger>
      <Button className="place">
        <span className="visually-hidden">{t('place.open')}</span>
        {here && !here.simulated ? (
          <b>{sourceTitle(here.title, here.collections, language).title}</b>
        ) : (
          <>
            <span>{t('place.city')}</span>
            <span>/</span>
            <b>{t('place.district')}</b>
          </>
        )}
        <Icon name="down" size={16} />
      </Button>
      <Popover className="popover place-menu" placement="bottom start" offset={8}>
        <Dialog aria-label={t('place.open')}>
          {({ close }) => (
            <>
              <Button
                className="choice"
                onPress={() => {
                  scene?.home();
                  close();
                }}
              >
                <Icon name="home" size={16} />
                {t('place.district')}
              </Button>
              <h3>{t('place.sources')}</h3>
              <ul>
                {sources.map((source) => (
                  <SourceRow
                    key={source.key}
                    source={source}
                    onFly={() => {
                      flyToSource(source);
                      close();
                    }}
                  />
                ))}
              </ul>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function SourceRow({ source, onFly }: { readonly source: CitySource; readonly onFly: () => void }) {
  const { t, language } = useWords();
  const { title, file } = sourceTitle(source.title, source.collections, language);
  return (
    <li>
      <Button className="source" isDisabled={source.extent === undefined} onPress={onFly}>
        <span className="source-title">
          {title}
          {source.simulated && <span className="demo-tag small">{t('place.simulated')}</span>}
        </span>
        {file !== undefined && <span className="source-facts">{file}</span>}
        <span className="source-facts">
          {source.licence} · {t('place.loadedOn', { date: formatDate(source.loaded_at) })}
        </span>
        {source.extent && <Icon name="target" size={16} />}
      </Button>
    </li>
  );
}
