using Cms.Tests.Hosting;
using static Cms.Tests.Search.SearchClient;

namespace Cms.Tests.Search;

/// <summary>Words are found in the forms of their language.</summary>
public sealed class LanguageTests(LanguageTests.Store store) : IClassFixture<LanguageTests.Store>
{
    [Theory]

    // German: inflections, umlauts written either way, compounds by their parts.
    [InlineData("Container", "de-containern", "de-containerverwaltung", "de-dockercontainer", "de-docker-container", "en-containers", "fr-conteneurs-en-anglais")]
    [InlineData("Containern", "de-containern", "de-dockercontainer", "de-docker-container", "en-containers", "fr-conteneurs-en-anglais")]
    [InlineData("Größe", "de-groesse", "de-grosse", "de-größe")]
    [InlineData("Grosse", "de-groesse", "de-grosse", "de-größe")]
    [InlineData("Groesse", "de-groesse", "de-grosse", "de-größe")]
    [InlineData("größen", "de-groesse", "de-grosse", "de-größe")]
    [InlineData("Häuser", "de-haus")]
    [InlineData("hauses", "de-haus")]
    [InlineData("Verzeichnisse", "de-verzeichnis")]
    [InlineData("dockercontainer", "de-docker-container", "de-dockercontainer")]
    [InlineData("docker-container", "de-docker-container", "de-dockercontainer")]
    [InlineData("Gesellschaft", "de-gesellschaft")]
    [InlineData("Silbentrenner", "de-silbentrenner")]
    [InlineData("Silben\u00adtrenner", "de-silbentrenner")]

    // English.
    [InlineData("deploying", "en-deployments")]
    [InlineData("deployment", "en-deployments")]
    [InlineData("libraries", "en-library")]

    // French: accents either way, elisions.
    [InlineData("déployer", "en-deployments", "fr-deploiement")]
    [InlineData("deploiements", "fr-deploiement")]
    [InlineData("hôpital", "fr-hopital")]
    [InlineData("hopitaux", "fr-hopital")]

    // Spanish.
    [InlineData("aplicaciones", "es-aplicacion")]
    [InlineData("aplicacion", "es-aplicacion")]
    [InlineData("aplicación", "es-aplicacion")]

    // Russian.
    [InlineData("библиотека", "ru-biblioteki")]
    [InlineData("библиотеками", "ru-biblioteki")]
    [InlineData("ещё", "ru-biblioteki")]
    [InlineData("еще", "ru-biblioteki")]

    // Arabic: with and without the article and the marks of vowels.
    [InlineData("مكتبة", "ar-maktabat")]
    [InlineData("المَكتَبات", "ar-maktabat")]

    // Japanese, Chinese and Korean are written without blanks, or glue their particles on.
    [InlineData("全文検索", "ja-kensaku")]
    [InlineData("検索", "ja-kensaku")]
    [InlineData("コンテナ", "ja-kensaku")]
    [InlineData("ｺﾝﾃﾅ", "ja-kensaku")]
    [InlineData("ﾌﾟﾛｸﾞﾗﾐﾝｸﾞ", "ja-hankaku", "ja-puroguramingu")]
    [InlineData("プログラミング", "ja-hankaku", "ja-puroguramingu")]
    [InlineData("索検")]
    [InlineData("数据库", "zh-shujuku")]
    [InlineData("库", "zh-shujuku")]
    [InlineData("데이터", "ko-deiteo")]
    public async Task A_word_finds_the_posts_that_have_it_in_another_form(string text, params string[] expected)
    {
        var found = await store.Cms.FindAsync(text);

        found.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal), text);
    }

    [Theory]
    [InlineData("die Größe", "de-groesse", "de-grosse", "de-größe")]
    [InlineData("the libraries", "en-library")]
    public async Task A_word_that_every_text_has_does_not_narrow_the_search(string text, params string[] expected) =>
        (await store.Cms.FindAsync(text)).Order(StringComparer.Ordinal).ShouldBe(expected);

    [Theory]
    [InlineData("de", "de-containern", "de-containerverwaltung", "de-docker-container", "de-dockercontainer")]
    [InlineData("en", "en-containers")]
    public async Task A_language_narrows_the_search(string language, params string[] expected) =>
        (await store.Cms.FindAsync("Container", $"&language={language}")).Order(StringComparer.Ordinal).ShouldBe(expected);

    [Fact]
    public async Task Hits_are_marked_in_the_form_that_the_post_has()
    {
        var answer = await store.Cms.SearchAsync("Container", "&language=de");

        var snippets = answer["items"]!.AsArray().SelectMany(item => item!["snippets"]!.AsArray()).Select(snippet => snippet!["html"]!.GetValue<string>()).ToList();
        snippets.ShouldContain(snippet => snippet.Contains("<mark>Containern</mark>", StringComparison.Ordinal));
        snippets.ShouldContain(snippet => snippet.Contains("<mark>Dockercontainer</mark>", StringComparison.Ordinal));
        snippets.ShouldContain(snippet => snippet.Contains("<mark>Containerverwaltung</mark>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pairs_of_characters_are_one_mark()
    {
        var answer = await store.Cms.SearchAsync("全文検索");

        answer["items"]![0]!["snippets"]!.AsArray().ShouldContain(snippet => snippet!["html"]!.GetValue<string>().Contains("<mark>全文検索</mark>", StringComparison.Ordinal));
    }

    /// <summary>Posts in many languages.</summary>
    public sealed class Store(PostgresFixture postgres) : IAsyncLifetime
    {
        internal CmsFixture Cms { get; } = new(postgres);

        public async ValueTask InitializeAsync()
        {
            await Cms.InitializeAsync();
            await Cms.ImportAndIndexAsync(
                Post("de-containern", "Betrieb", "Wir arbeiten mit vielen Containern auf einem Rechner.", "lang: de"),
                Post("de-containerverwaltung", "Verwaltung", "Die Containerverwaltung ist unser Thema.", "lang: de"),
                Post("de-dockercontainer", "Bauen", "Ein Dockercontainer wird gebaut.", "lang: de"),
                Post("de-docker-container", "Starten", "Der Docker-Container wird gestartet.", "lang: de"),
                Post("de-größe", "Umlaut", "Die Größe ist entscheidend.", "lang: de", "slug: de-größe"),
                Post("de-groesse", "Ausgeschrieben", "Die Groesse ist entscheidend.", "lang: de"),
                Post("de-grosse", "Schweiz", "Eine grosse Sache.", "lang: de"),
                Post("de-haus", "Wohnen", "Viele Häuser stehen dort.", "lang: de"),
                Post("de-verzeichnis", "Ablage", "In jedem Verzeichnis liegt eine Datei.", "lang: de"),
                Post("de-gesellschaft", "Flussfahrt", "Die Donaudampfschifffahrtsgesellschaft legt ab.", "lang: de"),
                Post("de-silbentrenner", "Satz", "Ein Sil&shy;ben&shy;tren&shy;ner hilft.", "lang: de"),
                Post("en-containers", "Shipping", "We ship containers.", "lang: en"),
                Post("en-deployments", "Going out", "All deployments are automatic.", "lang: en"),
                Post("en-library", "Reading", "A library for everyone.", "lang: en"),
                Post("fr-deploiement", "Mise en route", "Nous parlons du déploiement. Il faut déployer souvent.", "lang: fr"),
                Post("fr-hopital", "Santé", "L'hôpital et les hôpitaux.", "lang: fr"),
                Post("fr-conteneurs-en-anglais", "Mots", "Un container, des containers.", "lang: fr"),
                Post("es-aplicacion", "Programas", "La aplicación y otras aplicaciones.", "lang: es"),
                Post("ru-biblioteki", "Чтение", "В городе есть библиотеки, и ещё музеи.", "lang: ru"),
                Post("ar-maktabat", "قراءة", "زرنا المكتبات في المدينة.", "lang: ar"),
                Post("ja-kensaku", "日記", "データベースの全文検索とコンテナについて書きます。", "lang: ja"),
                Post("ja-puroguramingu", "日記", "プログラミングを勉強する。", "lang: ja"),
                Post("ja-hankaku", "日記", "ﾌﾟﾛｸﾞﾗﾐﾝｸﾞ入門", "lang: ja"),
                Post("zh-shujuku", "笔记", "我们使用关系数据库。", "lang: zh"),
                Post("ko-deiteo", "노트", "데이터를 저장합니다.", "lang: ko"));
        }

        public ValueTask DisposeAsync() => Cms.DisposeAsync();
    }
}
