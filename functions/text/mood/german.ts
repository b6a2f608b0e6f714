import { valences } from './valences.ts';

export const german = valences(
  {
    '-4': 'frechheit* unverschämt* katastroph* skandal* betrug betrüg* abzock* stinksauer unverantwortlich*',
    '-3': `enttäusch* furchtbar* schrecklich* wütend* sauer verärger* ärger* unzumutbar* inakzeptabel* unmöglich*
      empört* schlecht* schlimm* miserabel* mies* nie_wieder zeitverschwendung satt_ständig es_satt blamab* peinlich
      lächerlich* unfreundlich* unhöflich* entsetz* mangelhaft* nervt genervt nervig* frustr* unfassbar* hass* ekelhaft*`,
    '-2': `kaputt* zerbroch* defekt* beschädig* falsch* niemand_meldet niemand_antwortet keiner_zurück ruft_mich_keiner
      doppelt_abgebucht abstürz* stürzt immer_noch_nicht schon_wieder drittes_mal dritte_mal vierte_mal beschwer*
      reklam* vergeblich* verloren seit_wochen seit_drei_wochen seit_zwei_wochen nicht_funktioniert unzufrieden*
      keine_antwort keine_rückmeldung ignoriert mahnung*`,
    '-1': 'leider schade ständig warte',
    '1': 'gern gerne okay',
    '2': `danke dank freundlich* geduldig* gefreut freut freue nett* zufrieden* gelöst schnell* hilfreich*
      geholfen funktioniert prima gut besser klappt`,
    '3': `super toll* klasse perfekt* wunderbar* wunderschön* hervorragend* ausgezeichnet* großartig* fantastisch*
      begeister* liebe_es spitze bestens lob genial* herzlichen_dank vielen_dank tausend_dank tag_gerettet`,
  },
  'nicht kein keine keinen keiner keinem keinerlei nie niemals ohne weder kaum nichts',
);
