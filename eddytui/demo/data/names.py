"""Who works at the pretend helpdesk and who writes to it: names only, made up."""

from eddytui.demo.data.lists import BILLING, DEVELOPMENT, EQUIPMENT, NETWORK, SUPPORT

IRA, OLGA, MAX, MARTA = 7, 8, 9, 1
JOHN, MARIA = 41, 42
MONITOR, PROMO, WATCHES, SEO, YAMADA, LEILA = 115, 116, 117, 118, 119, 120
"""Clients with a part of their own: a monitoring robot, three spammers, two far-off scripts."""

# id, first name, last name, part before the @, departments, presence, language, job
STAFF: tuple[tuple[int, str, str, str, tuple[int, ...], str, str, str], ...] = (
    (1, "Marta", "Ozola", "marta.ozola", (1, 2, 3, 4, 5), "online", "en", "Head of service"),
    (3, "Peeter", "Saar", "peeter.saar", (NETWORK,), "online", "en", "Network engineer"),
    (4, "Hanna", "Lind", "hanna.lind", (BILLING,), "on-hold", "en", "Accounts"),
    (5, "Denis", "Orlov", "denis.orlov", (EQUIPMENT, SUPPORT), "offline", "ru", "Field engineer"),
    (6, "Sofiia", "Marchenko", "sofiia.marchenko", (SUPPORT,), "online", "ua", "Support engineer"),
    (7, "Ira", "Kask", "ira.kask", (1, 2, 3, 4), "online", "en", "Support engineer"),
    (8, "Olga", "Petrova", "olga.petrova", (SUPPORT, NETWORK), "online", "ru", "Support lead"),
    (9, "Max", "Weber", "max.weber", (NETWORK, EQUIPMENT), "obed", "en", "Network engineer"),
    (10, "Liam", "Byrne", "liam.byrne", (DEVELOPMENT,), "online", "en", "Developer"),
    (11, "Anna", "Nowak", "anna.nowak", (BILLING, SUPPORT), "offline", "en", "Accounts"),
    (12, "Taras", "Hnatiuk", "taras.hnatiuk", (EQUIPMENT,), "on-hold", "ua", "Field engineer"),
    (13, "Grace", "Okafor", "grace.okafor", (DEVELOPMENT, SUPPORT), "obed", "en", "Developer"),
)

# first name | last name | part before the @ | organization id, 0 for none | job
ENGLISH = """
John|Doe|john|2|Office manager
Maria|Lopez|maria.lopez|3|Reservations
Priya|Raman|priya.raman|1|Dispatch lead
Owen|Gallagher|owen|3|Front desk
Chloe|Bennett|c.bennett|4|Practice manager
Samuel|Adeyemi|s.adeyemi|4|Radiographer
Ingrid|Solberg|ingrid.solberg|1|Warehouse manager
Thomas|Keller|t.keller|1|Fleet planning
Amelia|Hart|amelia.hart|5|Editor
Jean|Lambert|jean.lambert|5|Production
Noor|Haddad|noor|5|Rights and permissions
Kristjan|Tamm|kristjan|6|Sawmill foreman
Liis|Rebane|liis.rebane|6|Accountant
Diego|Morales|diego.morales|3|Night audit
Hannah|Fischer|hannah.fischer|2|Marketing
Piotr|Zielinski|piotr.z|2|Sales
Aoife|Nolan|aoife.nolan|3|Events
George|Whitfield|g.whitfield|4|Reception
Fatima|Zahra|fatima.zahra|4|Ward clerk
Lucas|Moreau|lucas.moreau|5|Designer
Elena|Conti|elena.conti|2|Human resources
Jakob|Lund|jakob.lund|1|Customs desk
Rachel|Green-Foster|rachel.gf|2|Assistant to the board
Andres|Kuusk|andres.kuusk|6|Export sales
Mei|Tanaka|mei.tanaka|5|Translations
Patrick|O'Connor|patrick.oconnor|3|Maintenance
Zuzana|Novotna|zuzana.novotna|1|Payroll
Daniel|Brooks|daniel.brooks|4|Laboratory
Yara|Silva|yara.silva|2|Customer care
Erik|Johansson|erik.johansson|1|Driver coordination
Beatrice|Fontaine|b.fontaine|0|
Harold|Pike|harold.pike|0|
Ngozi|Eze|ngozi.eze|0|
Viktor|Balog|viktor.balog|6|Kiln operator
Silvia|Marino|silvia.marino|3|Spa manager
Anders|Holm|anders.holm|2|Finance
Katrin|Magi|katrin.magi|6|Office manager
"""

RUSSIAN = """
Иван|Кузнецов|kuznetsov|7|Начальник склада
Светлана|Белова|belova|7|Бухгалтер
Артём|Соколов|sokolov|7|Логист
Наталья|Громова|gromova|8|Менеджер заказов
Павел|Зимин|zimin|8|Печатник
Юлия|Ковалёва|kovaleva|8|Дизайнер
Рустам|Ахметов|akhmetov|8|Главный инженер
Людмила|Савельева|savelyeva|9|Заведующая аптекой
Георгий|Панов|panov|9|Закупки
Ксения|Лаптева|lapteva|9|Провизор
Олег|Дроздов|drozdov|9|Кассир
Вера|Тихонова|tikhonova|7|Отдел кадров
Михаил|Ершов|ershov|7|Водитель-экспедитор
Алина|Сафина|safina|8|Секретарь
Дмитрий|Щукин|shchukin|0|
Тамара|Гусева|guseva|0|
Никита|Воробьёв|vorobyov|9|Системный администратор
Элина|Каримова|karimova|8|Корректор
"""

UKRAINIAN = """
Оксана|Мельник|melnyk|10|Керівниця кав’ярні
Андрій|Шевчук|shevchuk|10|Обсмажувальник
Ірина|Бондар|bondar|10|Бухгалтерка
Богдан|Кравець|kravets|10|Бариста
Галина|Ткаченко|tkachenko|11|Агрономка
Василь|Поліщук|polishchuk|11|Завгар
Надія|Романюк|romaniuk|11|Діловодка
Юрій|Савчук|savchuk|11|Директор
Леся|Гончар|honchar|12|Завучка
Максим|Дяченко|diachenko|12|Учитель інформатики
Соломія|Коваль|koval|12|Секретарка
Остап|Лисенко|lysenko|12|Бібліотекар
Марічка|Яремчук|yaremchuk|10|Доставка
Роман|Захарчук|zakharchuk|11|Комірник
Зоряна|Вишневська|vyshnevska|12|Психологиня
Петро|Їжакевич|yizhakevych|0|
Тетяна|Ґудзь|gudz|0|
Ярослав|Мороз|moroz|11|Економіст
Катерина|Дорош|dorosh|10|Маркетинг
"""

# Named by id. No name at all, a robot's name, and names from the other side of the world.
ODD: tuple[tuple[int, str, str, str, str], ...] = (
    (MONITOR, "Backup Monitor", "", "monitor@nordwind.example", "notice"),
    (PROMO, "", "", "promo@x.biz", "gmail"),
    (WATCHES, "Cheap [b] Watches", "", "deals@watches.example", "plain"),
    (SEO, "Growth", "Team", "hello@seo-rank.example", "outlook"),
    (YAMADA, "花子", "山田", "hanako.yamada@sakura.example", "apple"),
    (LEILA, "ليلى", "حداد", "leila.haddad@mail.example", "gmail"),
)
