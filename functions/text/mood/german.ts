import { valences } from './valences.ts';

export const german = valences(
  {
    '-4': `dreist* kriminell*
      frechheit* unverschämt* katastroph* skandal* betrug betrüg* abzock* stinksauer unverantwortlich*`,
    '-3': `pfusch* bereue bereut nutzlos* unbrauchbar* grauenhaft* wut empörend* traurig* anwalt verarsch* widerlich* chaotisch* hoffnungslos* unzuverlässig* gelogen lüge lügen schlampig* schäbig* saftladen inkompetent*
      enttäusch* furchtbar* schrecklich* wütend* sauer verärger* ärger* unzumutbar* inakzeptabel* unmöglich*
      empört* schlecht* schlimm* miserabel* mies* nie_wieder zeitverschwendung satt_ständig es_satt blamab* peinlich
      lächerlich* unfreundlich* unhöflich* entsetz* mangelhaft* nervt genervt nervig* frustr* unfassbar* hass* ekelhaft*`,
    '-2': `geweint stinkt zu_spät verspät* abgefallen umsonst fehlt fehlen kein_bock nicht_gekommen nicht_angekommen nicht_geliefert nicht_geklappt mehr_erwartet fehlerhaft* problematisch* unverständlich* undicht* warte_immer zu_langsam verschwunden mehrfach
      kaputt* zerbroch* defekt* beschädig* falsch* niemand_meldet niemand_antwortet keiner_zurück ruft_mich_keiner
      doppelt_abgebucht abstürz* stürzt immer_noch_nicht schon_wieder drittes_mal dritte_mal vierte_mal beschwer*
      reklam* vergeblich* verloren seit_wochen seit_drei_wochen seit_zwei_wochen nicht_funktioniert funktioniert_nicht funktioniert_immer passt_nicht klappt_nicht geht_nicht unzufrieden*
      keine_antwort keine_rückmeldung ignoriert mahnung*`,
    '-1': 'leider schade ständig warte',
    '1': 'gern gerne okay',
    '2': `erleichtert juhu passt erledigt angenehm* kompetent* zuverlässig* lecker froh glücklich* empfehl*
      danke dank freundlich* geduldig* gefreut freut freue nett* zufrieden* gelöst schnell* hilfreich*
      geholfen funktioniert prima gut besser klappt`,
    '3': `beste bester bestes top fabelhaft* traumhaft* sensationell* erstklassig* einwandfrei* tadellos* liebevoll*
      super toll* klasse perfekt* wunderbar* wunderschön* hervorragend* ausgezeichnet* großartig* fantastisch*
      begeister* liebe_es spitze bestens lob genial* herzlichen_dank vielen_dank tausend_dank tag_gerettet`,
  },
  'nicht kein keine keinen keiner keinem keinerlei nie niemals ohne weder kaum nichts',
);
