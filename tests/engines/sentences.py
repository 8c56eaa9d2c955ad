"""Parallel sentences in Arabic, English and French, written for these tests: the same place says the same thing."""

# ruff: noqa: E501 (a line of a table is a sentence in three languages)
from __future__ import annotations

_WHOLE = """
نفى المتحدث باسم الحكومة صحة الأنباء التي تحدثت عن استقالة الوزير. | The government spokesman denied reports that the minister had resigned. | Le porte-parole du gouvernement a démenti les informations faisant état de la démission du ministre.
وصلت ثلاث سفن محملة بالقمح إلى الميناء صباح الثلاثاء. | Three ships loaded with wheat arrived at the port on Tuesday morning. | Trois navires chargés de blé sont arrivés au port mardi matin.
لم تعلن أي جهة مسؤوليتها عن التفجير حتى الآن. | No group has claimed responsibility for the bombing so far. | Aucun groupe n'a revendiqué l'attentat jusqu'à présent.
ارتفعت أسعار الخبز بنسبة أربعين في المئة خلال شهرين. | Bread prices rose by forty percent in two months. | Le prix du pain a augmenté de quarante pour cent en deux mois.
قال الطبيب إن المستشفى لا يملك ما يكفي من الدواء. | The doctor said the hospital did not have enough medicine. | Le médecin a déclaré que l'hôpital n'avait pas assez de médicaments.
أغلقت الشرطة الطريق المؤدي إلى المطار بعد الحادث. | Police closed the road to the airport after the accident. | La police a fermé la route de l'aéroport après l'accident.
طالب المحتجون بإجراء انتخابات مبكرة قبل نهاية العام. | Protesters demanded early elections before the end of the year. | Les manifestants ont réclamé des élections anticipées avant la fin de l'année.
عاد اللاجئون إلى قراهم بعد عشر سنوات من الغياب. | The refugees returned to their villages after ten years of absence. | Les réfugiés sont rentrés dans leurs villages après dix ans d'absence.
تتهم المعارضة الجيش بقصف حي سكني في المدينة القديمة. | The opposition accuses the army of shelling a residential district in the old city. | L'opposition accuse l'armée d'avoir bombardé un quartier résidentiel de la vieille ville.
فازت المخرجة الشابة بالجائزة الأولى في مهرجان القاهرة. | The young director won first prize at the Cairo festival. | La jeune réalisatrice a remporté le premier prix au festival du Caire.
قد تضطر الشركة إلى تسريح نصف عمالها إذا استمرت الأزمة. | The company may have to lay off half its workers if the crisis continues. | L'entreprise pourrait devoir licencier la moitié de ses ouvriers si la crise se poursuit.
التقى الرئيس التونسي نظيره الجزائري في قصر قرطاج. | The Tunisian president met his Algerian counterpart at the Carthage palace. | Le président tunisien a rencontré son homologue algérien au palais de Carthage.
انقطعت الكهرباء عن العاصمة لأكثر من تسع ساعات. | Power was cut in the capital for more than nine hours. | L'électricité a été coupée dans la capitale pendant plus de neuf heures.
رفض القاضي الإفراج عن الصحفي بكفالة. | The judge refused to release the journalist on bail. | Le juge a refusé de libérer le journaliste sous caution.
يعيش أكثر من مليون شخص في المخيم على الحدود. | More than one million people live in the camp on the border. | Plus d'un million de personnes vivent dans le camp à la frontière.
وقعت الدولتان اتفاقا لبناء سد على النهر. | The two countries signed an agreement to build a dam on the river. | Les deux pays ont signé un accord pour construire un barrage sur le fleuve.
وجد العلماء آثار مدينة مدفونة تحت الرمال. | Scientists found the remains of a city buried under the sand. | Des scientifiques ont trouvé les vestiges d'une ville enfouie sous le sable.
لن نتخلى عن حقوقنا مهما كان الثمن. | We will not give up our rights whatever the price. | Nous ne renoncerons pas à nos droits, quel qu'en soit le prix.
تأخر افتتاح المدارس أسبوعين بسبب الفيضانات. | The opening of schools was delayed two weeks because of the floods. | L'ouverture des écoles a été retardée de deux semaines à cause des inondations.
اشترى المتحف لوحة نادرة من القرن السابع عشر. | The museum bought a rare painting from the seventeenth century. | Le musée a acheté un tableau rare du dix-septième siècle.
"""

_SPEAKERS = """
قال وزير الخارجية أمس | The foreign minister said yesterday | Le ministre des Affaires étrangères a déclaré hier
أكدت الأمم المتحدة في بيان | The United Nations confirmed in a statement | Les Nations unies ont confirmé dans un communiqué
أبلغ محمود السيد قناة الجزيرة | Mahmoud al-Sayyid told Al Jazeera | Mahmoud al-Sayyid a indiqué à Al Jazeera
زعم مسؤول أمني لم يكشف عن اسمه | A security official who was not named claimed | Un responsable de la sécurité non identifié a affirmé
ذكرت صحيفة محلية | A local newspaper reported | Un journal local a rapporté
اعترف قائد الفصيل المسلح | The commander of the armed faction admitted | Le commandant de la faction armée a reconnu
"""

_CONTENTS = """
أن المفاوضات ستستأنف الأسبوع المقبل. | that negotiations would resume next week. | que les négociations reprendraient la semaine prochaine.
أن الهدنة انهارت بعد مقتل جنديين. | that the truce had collapsed after two soldiers were killed. | que la trêve s'était effondrée après la mort de deux soldats.
أن المساعدات لم تصل إلى المدنيين. | that aid had not reached the civilians. | que l'aide n'était pas parvenue aux civils.
أن عدد الضحايا ارتفع إلى خمسة وعشرين. | that the number of victims had risen to twenty-five. | que le nombre de victimes était monté à vingt-cinq.
أن الطائرات قصفت جسرا قرب حلب. | that aircraft had bombed a bridge near Aleppo. | que des avions avaient bombardé un pont près d'Alep.
أن البنك المركزي خفض سعر الفائدة. | that the central bank had cut its interest rate. | que la banque centrale avait baissé son taux d'intérêt.
أن روسيا وإيران تعارضان القرار. | that Russia and Iran opposed the resolution. | que la Russie et l'Iran s'opposaient à la résolution.
أن التحقيق لا يزال جاريا. | that the investigation was still under way. | que l'enquête était toujours en cours.
"""


WHOLE = 20
"""How many of the sentences, the first, have nothing in common with each other."""


def parallel() -> list[tuple[str, str, str]]:
    """68 triples (Arabic, English, French): 20 sentences, and 6 speakers with 8 things said."""
    whole, speakers, contents = (_triples(table) for table in (_WHOLE, _SPEAKERS, _CONTENTS))
    joined = [tuple(f"{who} {what}" for who, what in zip(s, c, strict=True)) for s in speakers for c in contents]
    assert len(whole) == WHOLE
    return [(ar, en, fr) for ar, en, fr in [*whole, *joined]]


def _triples(table: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line.split("|")) for line in table.strip().splitlines()]
